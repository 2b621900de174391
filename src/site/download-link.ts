import { ACCESS_REVIEW_STEM, downloadStem, usageStem, type DownloadStatus } from "./download-stem.js";
import type { SiteIndex, UserOutline } from "./site-index.js";
import type { MonthOutline } from "./site-outline.js";

/** A workbook that exists, and what exists beside it. */
export interface DownloadLink {
  readonly kind: DownloadStatus | "month" | "review" | "usage";
  /** Path in `out/` without `.xlsx` and `.csv`. */
  readonly stem: string;
  /** Of a download of sessions: how many. */
  readonly rowCount: number | null;
  /** Whether there is a CSV file of the same rows. */
  readonly hasCsv: boolean;
}

/** All, running and ended sessions: always there. */
export function siteDownloads({ sessionCount, userOutlines }: SiteIndex): readonly DownloadLink[] {
  const openCount = [...userOutlines.values()].reduce((sum, user) => sum + user.openCount, 0);
  const rowCounts = rowCountsOf(sessionCount, openCount);
  return STATUSES.map((status) => ({
    kind: status,
    stem: downloadStem({ kind: "status", status }),
    rowCount: rowCounts[status],
    hasCsv: true,
  }));
}

/** A user's: only where they have rows. */
export function userDownloads({ slug, sessionCount, openCount }: UserOutline): readonly DownloadLink[] {
  const rowCounts = rowCountsOf(sessionCount, openCount);
  return STATUSES.filter((status) => rowCounts[status] > 0).map((status) => ({
    kind: status,
    stem: downloadStem({ kind: "user", slug, status }),
    rowCount: rowCounts[status],
    hasCsv: true,
  }));
}

const STATUSES = ["all", "open", "closed"] as const satisfies readonly DownloadStatus[];

function rowCountsOf(allCount: number, openCount: number): Readonly<Record<DownloadStatus, number>> {
  return { all: allCount, open: openCount, closed: allCount - openCount };
}

/** The review of users: always there. */
export function reviewDownloads(): readonly DownloadLink[] {
  return [{ kind: "review", stem: ACCESS_REVIEW_STEM, rowCount: null, hasCsv: false }];
}

/** A month's: its sessions only where some began in it; its usage always. */
export function monthDownloads({ month, totals }: MonthOutline): readonly DownloadLink[] {
  const usage: DownloadLink = { kind: "usage", stem: usageStem(month), rowCount: null, hasCsv: false };
  if (totals.sessionCount === 0) return [usage];
  const stem = downloadStem({ kind: "month", month });
  return [{ kind: "month", stem, rowCount: totals.sessionCount, hasCsv: true }, usage];
}

/** Every download that the pages link to. */
export function allDownloads(index: SiteIndex): readonly DownloadLink[] {
  return [
    ...siteDownloads(index),
    ...reviewDownloads(),
    ...[...index.userOutlines.values()].flatMap(userDownloads),
    ...[...index.monthOutlines.values()].flatMap(monthDownloads),
  ];
}
