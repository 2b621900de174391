import { listFileProblems, type FileProblem } from "./file-problems.js";
import type { ChartFigure } from "../charts/site-charts.js";
import { connectedList, connectedPages, cutLive, type ConnectedList, type ConnectedPage } from "./connected-page.js";
import { liveSessions } from "./live-session.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import { nameOrder, routesView, type NameOrder, type RoutesView } from "./routes-view.js";
import { splitDay } from "../server-outline.js";
import { splitServers } from "../split-servers.js";
import { nearbyServers, serverLinks, sourceLines, type SourceLine } from "./server-links.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { monthPath } from "../site-paths.js";
import { siteState, type SiteState } from "../site-status.js";
import { toTiles, type Tiles } from "./tiles.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";
import { ALL_TIME, toExactness, type Exactness } from "./exactness.js";

/** One server: who is connected to it, what it routes to whom, and its months. */
export interface ServerPage extends ConnectedList, PageFrame {
  readonly page: "server";
  readonly server: string;
  /** Links to the servers' pages: to all of them, or if there are many to those around this one. */
  readonly siblings: readonly PageLink[];
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly state: SiteState;
  /** The server's own; empty if only the history knows it. */
  readonly sources: readonly SourceLine[];
  readonly fileProblems: readonly FileProblem[];
  /** For a server that has a source. */
  readonly tiles: Tiles | null;
  /** Always false: the server is in the heading. */
  readonly showServer: false;
  /** Null where this run read no status of the server. */
  readonly routes: RoutesView | null;
  /** Newest first. */
  readonly months: readonly ServerMonthRow[];
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly userCount: number;
}

export interface ServerMonthRow {
  readonly month: string;
  /** The page of the month for all servers. */
  readonly path: string;
  readonly totals: Totals;
  readonly userCount: number;
}

/** A server's page, before it is made. */
export interface PlannedServerPage extends PageLink {
  /** What of the site is the server's own. */
  readonly input: SiteInput;
  readonly toPage: (charts: readonly ChartFigure[]) => ServerPage;
  /** The pages with those who are connected to it and are not on the first one. */
  readonly parts: readonly ConnectedPage[];
}

/** The pages of all servers. There may be hundreds, so what they show is split by server once, not for each of them. */
export function planServerPages(site: SiteInput, index: LiveIndex): readonly PlannedServerPage[] {
  const links = serverLinks(site, index);
  const toInput = splitServers(site);
  const toDay = splitDay(index.todayEntry, index.calendar);
  const context = { index, compare: nameOrder(site, index), outdatedAfterSeconds: outdatedAfterSeconds(site) };
  return links.map((link, place) => {
    const input = toInput(link.name);
    const siblings = nearbyServers(links, place);
    const live = liveSessions(input, index);
    const cut = cutLive(live, link, index);
    const toPage = (charts: readonly ChartFigure[]): ServerPage => {
      const scope = { charts, isSite: links.length === 1 };
      const tiles = input.sources.length > 0 ? toTiles(input, index, live, toDay(link.name), scope) : null;
      return serverPage(link, input, context, { charts, siblings, tiles, ...connectedList(cut) });
    };
    const common = { asOfSeconds: site.nowSeconds, isServer: true, showServer: false };
    // The only server's are those of the overview.
    const parts =
      links.length === 1
        ? []
        : connectedPages(cut, link, { ...common, outdatedAfterSeconds: context.outdatedAfterSeconds });
    return { ...link, input, toPage, parts };
  });
}

interface ServerPageContext {
  readonly index: LiveIndex;
  readonly compare: NameOrder;
  readonly outdatedAfterSeconds: number;
}

function serverPage(
  { name, path }: PageLink,
  input: SiteInput,
  { index, compare, outdatedAfterSeconds }: ServerPageContext,
  shown: ConnectedList & Pick<ServerPage, "charts" | "siblings" | "tiles">,
): ServerPage {
  return {
    page: "server",
    path,
    ...shown,
    server: name,
    asOfSeconds: input.nowSeconds,
    outdatedAfterSeconds,
    // A server that is no longer configured is not a problem of the site.
    state: input.sources.length > 0 ? siteState(input) : "idle",
    sources: sourceLines(index, input.sources),
    fileProblems: listFileProblems(input.fileProblems),
    showServer: false,
    routes: routesView(input, index, compare),
    ...history(index, name),
  };
}

function history(index: LiveIndex, server: string): Pick<ServerPage, "months" | "totals" | "exactness" | "userCount"> {
  const entry = index.servers.get(server);
  const months = entry?.months ?? [];
  const totals = sumTotals(months.map((ofMonth) => ofMonth.totals));
  return {
    months: months.map(({ month, totals: ofMonth, userCount }) => {
      return { month, path: monthPath(month), totals: ofMonth, userCount };
    }),
    totals,
    exactness: toExactness(index, totals, [server], ALL_TIME),
    userCount: entry?.userCount ?? 0,
  };
}
