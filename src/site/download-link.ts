import { downloadStem, type DownloadStatus } from "./download-stem.js";
import type { MonthEntry, SiteIndex, UserEntry } from "./site-index.js";

/** A workbook and a CSV file that exist. */
export interface DownloadLink {
  readonly kind: DownloadStatus | "month";
  /** Path in `out/` without `.xlsx` and `.csv`. */
  readonly stem: string;
}

/** All, running and ended sessions: always there. */
export function siteDownloads(): readonly DownloadLink[] {
  return (["all", "open", "closed"] as const).map((status) => ({
    kind: status,
    stem: downloadStem({ kind: "status", status }),
  }));
}

/** A user's: only where they have rows. */
export function userDownloads({ slug, sessions, openCount }: UserEntry): readonly DownloadLink[] {
  const rowCounts = { all: sessions.length, open: openCount, closed: sessions.length - openCount };
  return (["all", "open", "closed"] as const)
    .filter((status) => rowCounts[status] > 0)
    .map((status) => ({ kind: status, stem: downloadStem({ kind: "user", slug, status }) }));
}

/** A month's: only where sessions began in it. */
export function monthDownloads({ month, totals }: MonthEntry): readonly DownloadLink[] {
  return totals.sessionCount > 0 ? [{ kind: "month", stem: downloadStem({ kind: "month", month }) }] : [];
}

/** Every download that the pages link to. */
export function allDownloads(index: SiteIndex): readonly DownloadLink[] {
  return [
    ...siteDownloads(),
    ...[...index.users.values()].flatMap(userDownloads),
    ...[...index.months.values()].flatMap(monthDownloads),
  ];
}
