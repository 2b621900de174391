import { join } from "node:path";
import { getOrInsert } from "../../history/get-or-insert.js";
import { writeCsv } from "../../history/csv-table.js";
import { toUtcDay } from "../../history/local-day.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import type { Session } from "../../history/session.js";
import { startsBefore } from "../../history/starts-before.js";
import { dayFileChanges } from "./day-file-changes.js";
import type { FileChange } from "./file-change.js";
import { readRows } from "./read-history.js";

/**
 * The changes that move the rows of some day files to where they belong, since someone may have moved them by hand: a
 * session into the file of the UTC day on which it began, once, and a session that has ended out of `open.csv`.
 *
 * @param days of the files to look through
 * @param open the sessions of `open.csv`
 * @param readDay the sessions of a day file; none if there is no such file
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function moveRowsHome(
  folder: string,
  days: readonly string[],
  open: readonly Session[],
  readDay: (day: string) => readonly Session[],
): readonly FileChange[] {
  const openIds = new Set(open.map(({ id }) => id));
  const strayDays = new Set<string>();
  const strays = new Map<string, Session>();
  const endedIds = new Set<string>();
  for (const day of days) {
    const seen = new Set<string>();
    let stored: ReadonlyMap<string, Session> | undefined;
    for (const session of readDay(day)) {
      const { id, startSeconds } = session;
      if (openIds.has(id)) endedIds.add(id);
      const home = toUtcDay(startSeconds);
      if (home === day && !seen.has(id)) {
        seen.add(id);
        continue;
      }
      strayDays.add(day);
      if (home === day || strays.has(id)) continue;
      stored ??= readStoredRows(folder, day);
      strays.set(id, stored.get(id) ?? session);
    }
  }
  const homeIds = new Map<string, ReadonlySet<string>>();
  const isAtHome = ({ id, startSeconds }: Session): boolean => {
    const home = toUtcDay(startSeconds);
    return getOrInsert(homeIds, home, () => new Set(readDay(home).map((row) => row.id))).has(id);
  };
  const kept = new Set<string>();
  const moved = dayFileChanges<Session>(folder, {
    kind: "sessions",
    toTable: () => ENDED_SESSION_CSV,
    toDay: ({ startSeconds }) => toUtcDay(startSeconds),
    appended: [],
    inserted: [...strays.values()]
      .filter((session) => !isAtHome(session))
      .map((row) => ({ day: toUtcDay(row.startSeconds), place: null, row })),
    isBefore: startsBefore,
    changed: {
      days: strayDays,
      toRow: (row, day) => {
        if (toUtcDay(row.startSeconds) !== day || kept.has(row.id)) return null;
        kept.add(row.id);
        return row;
      },
    },
  });
  if (endedIds.size === 0) return moved;
  const running = open.filter(({ id }) => !endedIds.has(id));
  return [...moved, { path: "open.csv", content: writeCsv(OPEN_SESSION_CSV, running) }];
}

/** The sessions by id, as they are in the file: with the users' stored names, not those that the config derives. */
function readStoredRows(folder: string, day: string): ReadonlyMap<string, Session> {
  const sessions = new Map<string, Session>();
  for (const session of readRows(join(folder, "sessions", `${day}.csv`), ENDED_SESSION_CSV)) {
    // Of two rows with one id, the first counts.
    if (!sessions.has(session.id)) sessions.set(session.id, session);
  }
  return sessions;
}
