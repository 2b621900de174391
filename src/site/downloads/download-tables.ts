import { allNewestFirst, type EndedSessions } from "../../history/ended-sessions.js";
import { newestFirst } from "../../history/newest-first.js";
import type { Session } from "../../history/session.js";
import { downloadStem, type DownloadStatus } from "./download-stem.js";
import type { DownloadTable } from "./download-table.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";

/** Which tables are wanted, by stem. */
type IsWanted = (stem: string) => boolean;

/**
 * The downloads of all sessions there are: all, open and closed always. Newest start first, then by
 * id.
 *
 * @param ended not read before the tables are
 */
export function siteDownloadTables(
  { openSessions, aliases }: Pick<SiteInput, "openSessions" | "aliases">,
  ended: EndedSessions,
  isWanted: IsWanted,
): readonly DownloadTable[] {
  const sessionsByStatus: Readonly<Record<DownloadStatus, () => Iterable<Session>>> = {
    all: () => allNewestFirst(openSessions, ended),
    open: () => [...openSessions].sort(newestFirst),
    closed: () => allNewestFirst([], ended),
  };
  return (["all", "open", "closed"] as const)
    .map((status) => ({ status, stem: downloadStem({ kind: "status", status }) }))
    .filter(({ stem }) => isWanted(stem))
    .map(({ status, stem }) => ({ stem, sessions: sessionsByStatus[status](), aliases }));
}

/**
 * Those of users and months: a user's three only where they have rows; each month (of the site's zone, by start) that
 * has sessions.
 *
 * @param index of those users and months that it has in full
 */
export function partDownloadTables(
  { aliases }: Pick<SiteInput, "aliases">,
  { users, months }: Pick<SiteIndex, "users" | "months">,
  isWanted: IsWanted,
): readonly DownloadTable[] {
  const tables: DownloadTable[] = [];
  const add = (stem: string, rowsOf: () => readonly Session[]): void => {
    if (isWanted(stem)) tables.push({ stem, sessions: rowsOf(), aliases });
  };
  const isOpen = ({ endSeconds }: Session): boolean => endSeconds === null;
  for (const { slug, sessions, sessionCount, openCount } of users.values()) {
    add(downloadStem({ kind: "user", slug, status: "all" }), () => sessions);
    if (openCount > 0) add(downloadStem({ kind: "user", slug, status: "open" }), () => sessions.filter(isOpen));
    if (openCount === sessionCount) continue;
    add(downloadStem({ kind: "user", slug, status: "closed" }), () => sessions.filter((session) => !isOpen(session)));
  }
  for (const { month, days, totals } of months.values()) {
    if (totals.sessionCount === 0) continue;
    add(downloadStem({ kind: "month", month }), () => days.flatMap(({ sessions }) => sessions));
  }
  return tables;
}
