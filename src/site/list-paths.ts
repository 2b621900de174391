import { groupBy } from "../history/group-by.js";
import { userDownloads } from "./downloads/download-link.js";
import { ACCESS_REVIEW_STEM, downloadStem, STATUSES, usageStem } from "./downloads/download-stem.js";
import { lastFinalDay } from "./charts/user-days/user-days-chart.js";
import type { HistoryIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { findJsonMonths } from "./json-months.js";
import { listOlderParts } from "./pages/list-parts.js";
import {
  chartPath,
  dayPath,
  monthPath,
  noticesPath,
  reportPath,
  SEARCH_INDEX_PATH,
  searchMonthPath,
  toJsonPath,
  userMonthPath,
  userPath,
} from "./site-paths.js";

/**
 * The paths in `out/` of all files of months, users and downloads: the history's part of the site.
 *
 * @param noticeCounts of each month
 */
export function* listHistoryPaths(
  { openSessions }: Pick<SiteInput, "openSessions">,
  index: HistoryIndex,
  noticeCounts: ReadonlyMap<string, number>,
): Generator<string> {
  for (const day of index.dayNames) {
    yield dayPath(day);
    yield toJsonPath(dayPath(day));
    yield chartPath("timeline", day);
    const { sessionCount = 0, carriedCount = 0 } = index.dayOutlines.get(day) ?? {};
    yield* toPartPaths(sessionCount, dayPath(day));
    yield* toPartPaths(carriedCount, dayPath(day), "carried");
  }
  for (const { month, totals } of index.months.values()) {
    yield monthPath(month);
    yield* toPartPaths(totals.sessionCount, monthPath(month));
    yield noticesPath(month);
    yield* toPartPaths(noticeCounts.get(month) ?? 0, noticesPath(month));
    yield reportPath(month);
    yield searchMonthPath(month);
    yield chartPath("days", month);
    yield `${usageStem(month)}.xlsx`;
    if (totals.sessionCount > 0) yield* toTablePaths(downloadStem({ kind: "month", month }));
  }
  const openByUser = groupBy(openSessions, ({ user }) => user);
  for (const outline of index.users.values()) {
    const { slug, user, months } = outline;
    yield userPath(slug);
    yield toJsonPath(userPath(slug));
    for (const { month } of months.slice(findJsonMonths(months).length)) yield toJsonPath(userMonthPath(slug, month));
    if (lastFinalDay(outline, openByUser.get(user) ?? [], index.calendar) !== null) yield chartPath("user", slug);
    for (const { month, totals } of months) {
      yield userMonthPath(slug, month);
      yield* toPartPaths(totals.sessionCount, userMonthPath(slug, month));
    }
    for (const { stem } of userDownloads(index, outline)) yield* toTablePaths(stem);
  }
  for (const status of STATUSES) yield* toTablePaths(downloadStem({ kind: "status", status }));
  yield `${ACCESS_REVIEW_STEM}.xlsx`;
  yield SEARCH_INDEX_PATH;
}

/** The paths of the further pages of a list of sessions. */
function toPartPaths(...list: Parameters<typeof listOlderParts>): readonly string[] {
  return listOlderParts(...list).map(({ path }) => path);
}

/** The paths of the downloads of a table of sessions. */
export function toTablePaths(stem: string): readonly string[] {
  return [`${stem}.xlsx`, `${stem}.csv`];
}
