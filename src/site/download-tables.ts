import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import { downloadStem } from "./download-stem.js";
import type { DownloadTable } from "./download-table.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";

/**
 * ◆ The downloads of sessions that exist: all, open and closed always; a user's three only where they have rows; each
 * month (of the site's zone, by start) that has sessions (design, section 6). Newest start first, then by id.
 *
 * @param index has those users and months in full whose tables are wanted
 * @param isWanted by stem
 * @param allSessions newest first; asked for only where a table has to hold them all
 */
export function downloadTables(
  { openSessions, aliases }: Pick<SiteInput, "openSessions" | "aliases">,
  { users, months }: Pick<SiteIndex, "users" | "months">,
  isWanted: (stem: string) => boolean,
  allSessions: () => readonly Session[],
): readonly DownloadTable[] {
  const tables: DownloadTable[] = [];
  const add = (stem: string, rowsOf: () => readonly Session[]): void => {
    if (isWanted(stem)) tables.push({ stem, sessions: rowsOf(), aliases });
  };
  const isOpen = ({ endSeconds }: Session): boolean => endSeconds === null;
  add(downloadStem({ kind: "status", status: "all" }), allSessions);
  add(downloadStem({ kind: "status", status: "open" }), () => openSessions.toSorted(newestFirst));
  add(downloadStem({ kind: "status", status: "closed" }), () => allSessions().filter((session) => !isOpen(session)));
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
