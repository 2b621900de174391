import { allNewestFirst, type EndedSessions } from "../../history/ended-sessions.js";
import { newestFirst } from "../../history/newest-first.js";
import type { Session } from "../../history/session.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import type { UserEntry } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { countByStatus } from "./download-link.js";
import { downloadStem, STATUSES, type DownloadStatus } from "./download-stem.js";
import type { DownloadTable, NamesOfSession } from "./download-table.js";

/**
 * The downloads of all sessions: all, open and closed, always. Newest start first, then by id.
 *
 * @param ended not read before the tables are
 */
export function siteTables(
  { openSessions, ...names }: Pick<SiteInput, "openSessions" | keyof NamesOfSession>,
  ended: EndedSessions,
): readonly DownloadTable[] {
  const sessionsByStatus: Readonly<Record<DownloadStatus, () => Iterable<Session>>> = {
    all: () => allNewestFirst(openSessions, ended),
    open: () => [...openSessions].sort(newestFirst),
    closed: () => allNewestFirst([], ended),
  };
  return STATUSES.map((status) => ({
    stem: downloadStem({ kind: "status", status }),
    sessions: sessionsByStatus[status](),
    names,
  }));
}

/** A user's downloads: only those that have rows, whose sessions are read when they are iterated. */
export function userTables(names: NamesOfSession, user: UserEntry): readonly DownloadTable[] {
  const { slug, open, months, sessionCount, openCount } = user;
  const readAll = (): readonly Session[] => user.read(months).sessions;
  const sessionsByStatus: Readonly<Record<DownloadStatus, () => readonly Session[]>> = {
    all: readAll,
    open: () => open,
    closed: () => readAll().filter(({ endSeconds }) => endSeconds !== null),
  };
  const counts = countByStatus(sessionCount, openCount);
  return STATUSES.filter((status) => counts[status] > 0).map((status) => ({
    stem: downloadStem({ kind: "user", slug, status }),
    sessions: { [Symbol.iterator]: () => sessionsByStatus[status]().values() },
    names,
  }));
}

/** A month's download, of the sessions that began in it (in the site's zone); nothing if none did. */
export function monthTables(names: NamesOfSession, { month, days, totals }: MonthEntry): readonly DownloadTable[] {
  if (totals.sessionCount === 0) return [];
  const sessions = days.flatMap((day) => day.sessions);
  return [{ stem: downloadStem({ kind: "month", month }), sessions, names }];
}
