import { downloadStem, type DownloadStatus } from "./download-stem.js";
import type { MonthEntry, SiteIndex, UserEntry } from "./site-index.js";

/** A workbook and a CSV file that exist. */
export interface DownloadLink {
  readonly kind: DownloadStatus | "month";
  /** Path in `out/` without `.xlsx` and `.csv`. */
  readonly stem: string;
  readonly rowCount: number;
}

/** All, running and ended sessions: always there. */
export function siteDownloads({ sessions, users }: SiteIndex): readonly DownloadLink[] {
  const openCount = [...users.values()].reduce((sum, user) => sum + user.openCount, 0);
  const rowCounts = rowCountsOf(sessions.length, openCount);
  return STATUSES.map((status) => ({
    kind: status,
    stem: downloadStem({ kind: "status", status }),
    rowCount: rowCounts[status],
  }));
}

/** A user's: only where they have rows. */
export function userDownloads({ slug, sessions, openCount }: UserEntry): readonly DownloadLink[] {
  const rowCounts = rowCountsOf(sessions.length, openCount);
  return STATUSES.filter((status) => rowCounts[status] > 0).map((status) => ({
    kind: status,
    stem: downloadStem({ kind: "user", slug, status }),
    rowCount: rowCounts[status],
  }));
}

const STATUSES = ["all", "open", "closed"] as const satisfies readonly DownloadStatus[];

function rowCountsOf(allCount: number, openCount: number): Readonly<Record<DownloadStatus, number>> {
  return { all: allCount, open: openCount, closed: allCount - openCount };
}

/** A month's: only where sessions began in it. */
export function monthDownloads({ month, totals }: MonthEntry): readonly DownloadLink[] {
  return totals.sessionCount > 0
    ? [{ kind: "month", stem: downloadStem({ kind: "month", month }), rowCount: totals.sessionCount }]
    : [];
}

/** Every download that the pages link to. */
export function allDownloads(index: SiteIndex): readonly DownloadLink[] {
  return [
    ...siteDownloads(index),
    ...[...index.users.values()].flatMap(userDownloads),
    ...[...index.months.values()].flatMap(monthDownloads),
  ];
}
