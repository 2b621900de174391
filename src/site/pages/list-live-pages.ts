import type { LiveCharts } from "../charts/site-charts.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { siteState } from "../site-status.js";
import { dayPath, OVERVIEW_PATH, SERVERS_PATH, USAGE_PATH, WALL_PATH } from "../site-paths.js";
import { outdatedAfterSeconds } from "../freshness.js";
import { connectedPages, cutLive, type ConnectedPage } from "./connected-page.js";
import { liveSessions, type LiveSession } from "./live-session.js";
import { toTodayPage } from "./day-page.js";
import { toOverviewPage } from "./overview-page.js";
import type { RoutesPartPage } from "./routes-part-page.js";
import { planServerPages } from "./server-page.js";
import { toServersPage } from "./servers-page.js";
import { toWallPage } from "./wall-page.js";
import { toUsagePage } from "./usage-page.js";
import { sitePage, type SitePage } from "./page-model.js";
import { listDayParts } from "./session-part-pages.js";

/** The pages that show the present. */
export function livePages(
  input: SiteInput,
  index: LiveIndex,
  charts: LiveCharts,
  live: readonly LiveSession[] = liveSessions(input, index),
): readonly SitePage[] {
  const { todayEntry } = index;
  const toPart = (part: ConnectedPage | RoutesPartPage): SitePage => sitePage(part.path, "live", [], () => part);
  const common = {
    asOfSeconds: input.nowSeconds,
    outdatedAfterSeconds: outdatedAfterSeconds(input),
    isServer: false,
    showServer: index.serverSlugs.size > 1,
  };
  const servers = planServerPages(input, index, live);
  return [
    ...(todayEntry === undefined
      ? []
      : [
          sitePage(dayPath(todayEntry.day), "live", charts.today(todayEntry), (drawn) =>
            toTodayPage(input, index, todayEntry, drawn),
          ),
          ...listDayParts(index, todayEntry),
        ]),
    sitePage(USAGE_PATH, "index", charts.usage, (drawn) => toUsagePage(input, drawn)),
    ...servers.flatMap((server) => [
      ...server.parts.map(toPart),
      sitePage(server.path, "live", charts.server(server.name, server.input), server.toPage),
    ]),
    sitePage(SERVERS_PATH, "live", [], () => {
      const rows = servers.map(({ toRow }) => toRow());
      return toServersPage(rows, { ...common, state: siteState(input) });
    }),
    ...connectedPages(cutLive(live, null, index), { name: "", path: OVERVIEW_PATH }, common).map(toPart),
    ...(input.hasWall ? [sitePage(WALL_PATH, "live", [], () => toWallPage(input, live))] : []),
    sitePage(OVERVIEW_PATH, "overview", charts.overview, (drawn) => toOverviewPage(input, index, drawn, live)),
  ];
}
