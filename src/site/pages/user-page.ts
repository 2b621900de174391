import type { ChartFigure } from "../charts/site-charts.js";
import { MAX_HANDOVER_SECONDS, type ConcurrentAddresses } from "../../rollup/concurrent-addresses.js";
import { userDownloads, type DownloadLink } from "../downloads/download-link.js";
import { sessionGroupViews, userLink, type PageFrame, type SessionGroupView, type UserLink } from "./page-frame.js";
import type { UserEntry, HistoryIndex } from "../site-index.js";
import { userMonthPath, userPath } from "../site-paths.js";
import type { Totals } from "../../rollup/totals.js";
import { ALL_TIME, toExactness, type Exactness } from "./exactness.js";
import type { UserMonthRollup } from "../../rollup/user-rollup.js";

/** One user: totals, months and newest sessions. */
export interface UserPage extends PageFrame {
  readonly page: "user";
  readonly link: UserLink;
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly firstSeenSeconds: number;
  /** Null while a session is open. */
  readonly lastSeenSeconds: number | null;
  /** When the user was connected from two addresses at once. */
  readonly concurrent: ConcurrentAddresses;
  readonly handoverMinutes: number;
  /** Newest first. */
  readonly months: readonly UserMonthRow[];
  readonly groups: readonly SessionGroupView[];
  /** Whether there are older sessions than those shown. */
  readonly hasOlderSessions: boolean;
  readonly downloads: readonly DownloadLink[];
}

export interface UserMonthRow {
  readonly month: string;
  readonly path: string;
  readonly totals: Totals;
}

const MAX_NEWEST_SESSIONS = 50;

export function userPage(index: HistoryIndex, entry: UserEntry, charts: readonly ChartFigure[]): UserPage {
  const { user, slug, totals, servers, months, firstSeenSeconds, lastSeenSeconds, concurrent } = entry;
  const { sessions, usage } = entry.read(findNewestMonths(months, MAX_NEWEST_SESSIONS));
  return {
    page: "user",
    charts,
    path: userPath(slug),
    link: userLink(index, user),
    totals,
    exactness: toExactness(index, totals, servers, ALL_TIME),
    firstSeenSeconds,
    lastSeenSeconds,
    concurrent,
    handoverMinutes: MAX_HANDOVER_SECONDS / 60,
    months: months.map((ofMonth) => ({
      month: ofMonth.month,
      path: userMonthPath(slug, ofMonth.month),
      totals: ofMonth.totals,
    })),
    groups: sessionGroupViews({ ...index, usage }, sessions.slice(0, MAX_NEWEST_SESSIONS)),
    hasOlderSessions: totals.sessionCount > MAX_NEWEST_SESSIONS,
    downloads: userDownloads(index, entry),
  };
}

/**
 * The newest months in which so many sessions began, or all.
 *
 * @param months newest first
 */
function findNewestMonths(months: readonly UserMonthRollup[], sessionCount: number): readonly UserMonthRollup[] {
  let found = 0;
  const enough = months.findIndex(({ totals }) => (found += totals.sessionCount) >= sessionCount);
  return enough < 0 ? months : months.slice(0, enough + 1);
}
