import { downloadFileName, userInFileName } from "./download-file-name.js";
import { ACCESS_REVIEW_STEM, downloadStem, STATUSES, usageStem, type DownloadStatus } from "./download-stem.js";
import type { LinkedUser, SiteIndex } from "../site-index.js";
import type { MonthOutline } from "../../rollup/month-outline.js";

/** A workbook that exists, and its CSV file if there is one. */
export interface DownloadLink {
  readonly kind: DownloadStatus | "month" | "review" | "usage";
  /** Path in `out/` without `.xlsx` and `.csv`. */
  readonly stem: string;
  /** Under which name a browser saves it, without `.xlsx` and `.csv`. A user's has the name where the path has the slug. */
  readonly fileName: string;
  /** How many sessions it was made from. */
  readonly sessionCount: number;
  /** Whether each session is a row, and there is a CSV file too. */
  readonly listsSessions: boolean;
  /** When it was made, if it is out of date and waits; else null. */
  readonly asOfSeconds: number | null;
}

/** All, running and ended sessions. These always exist. */
export function siteDownloads(index: SiteIndex): readonly DownloadLink[] {
  const counts = countByStatus(index.sessionCount, index.openCount);
  return STATUSES.map((status) =>
    sessionsLink(index, status, downloadStem({ kind: "status", status }), counts[status]),
  );
}

/** A user's downloads, only those with rows. */
export function userDownloads(
  index: SiteIndex,
  { user, slug, sessionCount, openCount }: LinkedUser,
): readonly DownloadLink[] {
  const counts = countByStatus(sessionCount, openCount);
  const name = userInFileName({ user, slug });
  return STATUSES.filter((status) => counts[status] > 0).map((status) => ({
    ...sessionsLink(index, status, downloadStem({ kind: "user", slug, status }), counts[status]),
    fileName: downloadFileName(downloadStem({ kind: "user", slug: name, status })),
  }));
}

/** The number of sessions in the downloads of each status. */
export function countByStatus(allCount: number, openCount: number): Readonly<Record<DownloadStatus, number>> {
  return { all: allCount, open: openCount, closed: allCount - openCount };
}

/** The review of users, which always exists. It is made from the users' rollups, not from their sessions. */
export function reviewDownloads(): readonly DownloadLink[] {
  const stem = ACCESS_REVIEW_STEM;
  const fileName = downloadFileName(stem);
  return [{ kind: "review", stem, fileName, sessionCount: 0, listsSessions: false, asOfSeconds: null }];
}

/** A month's downloads: its sessions only if some began in it; its usage always. */
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
  const slow = slowDownloads.get(stem);
  const outdated = slow?.isOutdated === true ? slow : null;
  return {
    kind,
    stem,
    fileName: downloadFileName(stem),
    sessionCount: outdated?.sessionCount ?? sessionCount,
    listsSessions: true,
    asOfSeconds: outdated?.builtSeconds ?? null,
  };
}
