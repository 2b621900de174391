import type { ChartFigure } from "../charts/chart-figure.js";
import { liveSessions, type LiveSession } from "./live-session.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { PageFrame } from "./page-frame.js";
import { routesView, type RoutesView } from "./routes-view.js";
import { toServerDay, type ServerOutline } from "../server-outline.js";
import { pathOfServer, sourceLines, type SourceLine } from "./server-links.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { monthPath } from "../site-paths.js";
import { siteState, type SiteState } from "../site-status.js";
import { toTiles, type Tiles } from "./tiles.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";

/** One server: who is connected to it, what it routes to whom, and its months. */
export interface ServerPage extends PageFrame {
  readonly page: "server";
  readonly server: string;
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly state: SiteState;
  /** The server's own; empty if only the history knows it. */
  readonly sources: readonly SourceLine[];
  /** Empty if there is no problem with the aliases. */
  readonly aliasesProblem: string;
  /** For a server that has a source. */
  readonly tiles: Tiles | null;
  readonly live: readonly LiveSession[];
  /** Always false: the server is in the heading. */
  readonly showServer: false;
  /** Null where this run read no status of the server. */
  readonly routes: RoutesView | null;
  /** Newest first. */
  readonly months: readonly ServerMonthRow[];
  readonly totals: Totals;
  readonly userCount: number;
}

export interface ServerMonthRow {
  readonly month: string;
  /** The page of the month for all servers. */
  readonly path: string;
  readonly totals: Totals;
  readonly userCount: number;
}

export function serverPage(
  site: SiteInput,
  index: LiveIndex,
  server: string,
  charts: readonly ChartFigure[],
): ServerPage {
  const input: SiteInput = {
    ...site,
    sources: site.sources.filter((source) => source.server === server),
    openSessions: site.openSessions.filter((session) => session.server === server),
  };
  const entry = index.servers.get(server);
  const live = liveSessions(input, index);
  const isConfigured = input.sources.length > 0;
  return {
    page: "server",
    path: pathOfServer(index, server),
    charts,
    server,
    asOfSeconds: site.nowSeconds,
    outdatedAfterSeconds: outdatedAfterSeconds(site),
    // A server that is no longer configured is not a problem of the site.
    state: isConfigured ? siteState(input) : "idle",
    sources: sourceLines(index, input.sources),
    aliasesProblem: site.aliasesProblem,
    tiles: isConfigured ? toTiles(input, index, live, toServerDay(server, index.todayEntry, index.calendar)) : null,
    live,
    showServer: false,
    routes: routesView(input, index),
    ...history(entry),
  };
}

function history(entry: ServerOutline | undefined): Pick<ServerPage, "months" | "totals" | "userCount"> {
  const months = entry?.months ?? [];
  return {
    months: months.map(({ month, totals, userCount }) => ({ month, path: monthPath(month), totals, userCount })),
    totals: sumTotals(months.map(({ totals }) => totals)),
    userCount: entry?.userCount ?? 0,
  };
}
