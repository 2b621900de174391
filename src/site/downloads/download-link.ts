import { ACCESS_REVIEW_STEM, downloadStem, STATUSES, usageStem, type DownloadStatus } from "./download-stem.js";
import type { LinkedUser, SiteIndex } from "../site-index.js";
import type { MonthOutline } from "../../rollup/month-outline.js";

/** A workbook that exists, and what exists beside it. */
export interface DownloadLink {
  readonly kind: DownloadStatus | "month" | "review" | "usage";
  /** Path in `out/` without `.xlsx` and `.csv`. */
  readonly stem: string;
  /** Of how many sessions it was made. */
  readonly sessionCount: number;
  /** Whether each of them is a row, in a CSV file too. */
  readonly listsSessions: boolean;
  /** As of when it is, where it does not follow each minute; else null. */
  readonly asOfSeconds: number | null;
}

/** All, running and ended sessions: always there. */
export function siteDownloads(index: SiteIndex): readonly DownloadLink[] {
  const counts = countByStatus(index.sessionCount, index.openCount);
  return STATUSES.map((status) =>
    sessionsLink(index, status, downloadStem({ kind: "status", status }), counts[status]),
  );
}

/** A user's: only where they have rows. */
export function userDownloads(
  index: SiteIndex,
  { slug, sessionCount, openCount }: LinkedUser,
): readonly DownloadLink[] {
  const counts = countByStatus(sessionCount, openCount);
  return STATUSES.filter((status) => counts[status] > 0).map((status) =>
    sessionsLink(index, status, downloadStem({ kind: "user", slug, status }), counts[status]),
  );
}

export function countByStatus(allCount: number, openCount: number): Readonly<Record<DownloadStatus, number>> {
  return { all: allCount, open: openCount, closed: allCount - openCount };
}

/** The review of users: always there. It is made of what is known of each user, not of the sessions. */
export function reviewDownloads(): readonly DownloadLink[] {
  return [{ kind: "review", stem: ACCESS_REVIEW_STEM, sessionCount: 0, listsSessions: false, asOfSeconds: null }];
}

/** A month's: its sessions only where some began in it; its usage always. */
export function monthDownloads(index: SiteIndex, { month, totals }: MonthOutline): readonly DownloadLink[] {
  const { sessionCount } = totals;
  const usage = { ...sessionsLink(index, "usage", usageStem(month), sessionCount), listsSessions: false };
  if (sessionCount === 0) return [usage];
  return [sessionsLink(index, "month", downloadStem({ kind: "month", month }), sessionCount), usage];
}

function sessionsLink(
  { slowDownloads }: SiteIndex,
  kind: DownloadLink["kind"],
  stem: string,
  sessionCount: number,
): DownloadLink {
  const built = slowDownloads.get(stem) ?? { sessionCount, builtSeconds: null };
  return {
    kind,
    stem,
    sessionCount: built.sessionCount,
    listsSessions: true,
    asOfSeconds: built.builtSeconds,
  };
}
