import { join } from "node:path";
import type { CsvTable } from "../../history/csv-table.js";
import type { EndedSessions } from "../../history/ended-sessions.js";
import { ENDED_SESSION_CSV } from "../../history/session-csv.js";
import type { Session } from "../../history/session.js";
import { usageCsv } from "../../history/usage-csv.js";
import type { Usage } from "../../history/usage.js";
import { LAST_DAY, usageSpan } from "../../history/usage-span.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import { withUsersNamed, type UserNaming } from "../../history/user-naming.js";
import type { FileChange } from "./file-change.js";
import { dayNames, readWholeRows, type RowEnd } from "./read-history.js";

/**
 * How many rows are kept in memory once they were read; a longer history is read again each time. About 350 bytes each.
 */
const MAX_REMEMBERED_ROWS = 20_000;

/** The day files of a history, by day. They must not change meanwhile, except through {@link DayRows.forget}. */
export interface DayRows {
  readonly sessionDays: () => readonly string[];
  readonly usageDays: () => readonly string[];
  /** @throws ProblemError `bad-history`, `permission` or `io` */
  readonly readSessions: (day: string) => readonly Session[];
  /** @throws ProblemError as `readSessions` */
  readonly readUsage: (day: string) => readonly Usage[];
  /** The files that were read, and how the last row of each ends. */
  readonly lastRows: () => ReadonlyMap<string, RowEnd>;
  /** Forgets files that have changed. */
  readonly forget: (changes: readonly FileChange[]) => void;
}

/** Opens the day files of a history. Users are derived with the given naming. */
export function openDayRows(folder: string, naming: UserNaming): DayRows {
  const sessionCsv = withUsersNamed(ENDED_SESSION_CSV, naming);
  const rowsByPath = new Map<string, readonly unknown[]>();
  const daysByKind = new Map<string, readonly string[]>();
  const listDays = (kind: "sessions" | "usage"): readonly string[] =>
    getOrInsert(daysByKind, kind, () => dayNames(folder, kind));
  const lastRows = new Map<string, RowEnd>();
  let rowCount = 0;
  const readDayRows = <Row>(path: string, table: CsvTable<Row>): readonly Row[] => {
    const known = rowsByPath.get(path) as readonly Row[] | undefined;
    if (known !== undefined) return known;
    const { rows, end } = readWholeRows(join(folder, path), table);
    lastRows.set(path, end);
    if (rowCount + rows.length <= MAX_REMEMBERED_ROWS) {
      rowsByPath.set(path, rows);
      rowCount += rows.length;
    }
    return rows;
  };
  return {
    sessionDays: () => listDays("sessions"),
    usageDays: () => listDays("usage"),
    readSessions: (day) => readDayRows(`sessions/${day}.csv`, sessionCsv),
    readUsage: (day) => readDayRows(`usage/${day}.csv`, usageCsv(day)),
    lastRows: () => lastRows,
    forget: (changes) => {
      daysByKind.clear();
      for (const { path } of changes) {
        rowCount -= rowsByPath.get(path)?.length ?? 0;
        rowsByPath.delete(path);
        lastRows.delete(path);
      }
    },
  };
}

/** The ended sessions of day files, where each row is in the file of its day. */
export function toEndedSessions(rows: DayRows): EndedSessions {
  return {
    get days() {
      return rows.sessionDays();
    },
    readDay: rows.readSessions,
    findUsage: (sessions) => {
      const ids = new Set(sessions.map(({ id }) => id));
      return findUsageDays(sessions, rows.usageDays()).flatMap((day) =>
        rows.readUsage(day).filter(({ id }) => ids.has(id)),
      );
    },
  };
}

/**
 * The given days on which sessions may have usage rows. A session may have lasted from 1970 until 9999, if a clock
 * was wrong, so days without a file are skipped.
 *
 * @param days in order
 */
function findUsageDays(sessions: readonly Session[], days: readonly string[]): readonly string[] {
  const lastByFirst = new Map<string, string>();
  for (const session of sessions) {
    const [firstDay, lastDay] = usageSpan(session);
    // A running session may have rows of future days, from a clock that was wrong.
    const last = session.endSeconds === null ? LAST_DAY : lastDay;
    if (last > (lastByFirst.get(firstDay) ?? "")) lastByFirst.set(firstDay, last);
  }
  const spans = [...lastByFirst].sort(([a], [b]) => (a < b ? -1 : 1));
  let next = 0;
  let last = "";
  return days.filter((day) => {
    for (let span = spans[next]; span !== undefined && span[0] <= day; span = spans[++next]) {
      if (span[1] > last) last = span[1];
    }
    return day <= last;
  });
}
