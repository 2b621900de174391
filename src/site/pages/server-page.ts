import { groupBy } from "../../history/group-by.js";
import { listFileProblems, type FileProblem } from "./file-problems.js";
import type { ChartFigure } from "../charts/site-chart.js";
import { connectedList, connectedPages, cutLive, type ConnectedList, type ConnectedPage } from "./connected-page.js";
import type { LiveSession } from "./live-session.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import {
  countRouteParts,
  cutRoutes,
  routesPartPages,
  toServerRoutes,
  type RoutesPartPage,
  type ServerRoutesView,
} from "./routes-part-page.js";
import { nameOrder, routesView, type NameOrder } from "./routes-view.js";
import { splitDay } from "../server-outline.js";
import { serverUses, type ServerUse } from "../server-use.js";
import { splitServers } from "../split-servers.js";
import { toServerRow, type ServerRow } from "./servers-page.js";
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
  /** How full the server is; null if that is not known. */
  readonly use: ServerUse | null;
  /** Only for a server that has a source. */
  readonly tiles: Tiles | null;
  /** Always false: the server is in the heading. */
  readonly showServer: false;
  /** Null where this run read no status of the server. */
  readonly routes: ServerRoutesView | null;
  /** Newest first. */
  readonly months: readonly ServerMonthRow[];
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly userCount: number;
}

interface ServerMonthRow {
  readonly month: string;
  /** The page of the month for all servers. */
  readonly path: string;
  readonly totals: Totals;
  readonly userCount: number;
}

/** A server's page, before it is made. */
interface PlannedServerPage extends PageLink {
  /** What of the site is the server's own. */
  readonly input: SiteInput;
  readonly toPage: (charts: readonly ChartFigure[]) => ServerPage;
  /** The server in the table of all servers. */
  readonly toRow: () => ServerRow;
  /** The pages with those who are connected to it, and with its routes, as far as they are not on the first one. */
  readonly parts: readonly (ConnectedPage | RoutesPartPage)[];
}

/**
 * The pages of all servers. There may be hundreds, so what they show is split by server once, not for each of them.
 *
 * @param allLive of all servers
 */
export function planServerPages(
  site: SiteInput,
  index: LiveIndex,
  allLive: readonly LiveSession[],
): readonly PlannedServerPage[] {
  const links = serverLinks(site, index);
  const toInput = splitServers(site);
  const toDay = splitDay(index.todayEntry, index.calendar);
  const liveByServer = groupBy(allLive, ({ session }) => session.server);
  const context = { index, compare: nameOrder(site, index), outdatedAfterSeconds: outdatedAfterSeconds(site) };
  return links.map((link, place) => {
    const input = toInput(link.name);
    const siblings = nearbyServers(links, place);
    const live = liveByServer.get(link.name) ?? [];
    const cut = cutLive(live, link, index);
    const routes = planRoutes(input, link, context);
    let tiles: Tiles | null | undefined;
    const makeTiles = (charts: readonly ChartFigure[]): Tiles | null => {
      const scope = { charts, isSite: links.length === 1 };
      tiles = input.sources.length > 0 ? toTiles(input, index, live, toDay(link.name), scope) : null;
      return tiles;
    };
    const toPage = (charts: readonly ChartFigure[]): ServerPage => {
      const shown = { charts, siblings, tiles: makeTiles(charts), ...connectedList(cut), routes: routes.toShown() };
      return toServerPage(link, input, context, shown);
    };
    // A row has none of the charts' figures, so the tiles of the server's page serve it.
    const toRow = (): ServerRow => toServerRow(link, input, tiles === undefined ? makeTiles([]) : tiles);
    const common = { asOfSeconds: site.nowSeconds, outdatedAfterSeconds: context.outdatedAfterSeconds };
    // The clients of the only server are on the overview's pages.
    const connected =
      links.length === 1 ? [] : connectedPages(cut, link, { ...common, isServer: true, showServer: false });
    return { ...link, input, toPage, toRow, parts: [...connected, ...routes.toParts({ ...common, first: link })] };
  });
}

interface PlannedRoutes {
  readonly toShown: () => ServerRoutesView | null;
  readonly toParts: (common: Parameters<typeof routesPartPages>[1]) => readonly RoutesPartPage[];
}

/** Routes are put in order once, and only where they are shown. */
function planRoutes(input: SiteInput, link: PageLink, { index, compare }: ServerPageContext): PlannedRoutes {
  const read = () => {
    const view = routesView(input, index, compare);
    return view === null ? null : { view, cut: cutRoutes(view, link) };
  };
  let known: ReturnType<typeof read> | undefined;
  const find = (): ReturnType<typeof read> => (known === undefined ? (known = read()) : known);
  return {
    toShown: () => {
      const found = find();
      return found === null ? null : toServerRoutes(found.view, found.cut);
    },
    toParts: (common) => {
      const found = countRouteParts(input.sources) === 0 ? null : find();
      return found === null ? [] : routesPartPages(found.cut, common);
    },
  };
}

interface ServerPageContext {
  readonly index: LiveIndex;
  readonly compare: NameOrder;
  readonly outdatedAfterSeconds: number;
}

function toServerPage(
  { name, path }: PageLink,
  input: SiteInput,
  { index, outdatedAfterSeconds }: ServerPageContext,
  shown: ConnectedList & Pick<ServerPage, "charts" | "siblings" | "tiles" | "routes">,
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
    use: serverUses(input)[0] ?? null,
    showServer: false,
    ...history(index, name),
  };
}

function history(index: LiveIndex, server: string): Pick<ServerPage, "months" | "totals" | "exactness" | "userCount"> {
  const entry = index.servers.get(server);
  const months = entry?.months ?? [];
  const totals = sumTotals(months.map((month) => month.totals));
  return {
    months: months.map(({ month, totals: monthTotals, userCount }) => {
      return { month, path: monthPath(month), totals: monthTotals, userCount };
    }),
    totals,
    exactness: toExactness(index, totals, [server], ALL_TIME),
    userCount: entry?.userCount ?? 0,
  };
}
