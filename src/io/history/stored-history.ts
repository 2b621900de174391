import { basename } from "node:path";
import { type EndedSessions, heldSessions } from "../../history/ended-sessions.js";
import type { LiveHistory } from "../../history/history-change.js";
import type { Sample } from "../../history/sample.js";
import type { Session } from "../../history/session.js";
import type { UserNaming } from "../../history/user-naming.js";
import { type DayRows, endedSessionsOf, openDayRows } from "./day-rows.js";
import type { FileChange } from "./file-change.js";
import { readLiveHistory } from "./read-history.js";
import { surveyRows } from "./survey-rows.js";

/** A history on disk: what each run needs of it, and the rest to be had in parts. */
export interface StoredHistory extends LiveHistory {
  /** In time order; older ones are left out. */
  readonly samples: readonly Sample[];
  readonly ended: EndedSessions;
  /** Of sessions that have ended. */
  readonly endedCount: number;
  /** Whether rows stand in other files than those of their days: then all of the ended sessions are in memory. */
  readonly hasStrays: boolean;
  /** The same history after some of its files were changed: only these are read again. */
  readonly after: (files: readonly FileChange[]) => StoredHistory;
}

/**
 * Opens a history, and reads all of it: one that cannot be understood is refused before anything is changed.
 *
 * @param sampleDays how many UTC days of samples, counted back from the day of `nowSeconds`
 * @throws ProblemError `bad-history`, with file and line, if a file cannot be understood; `permission` or `io`
 */
export function openStoredHistory(
  folder: string,
  nowSeconds: number,
  sampleDays: number,
  naming: UserNaming,
): StoredHistory {
  const readLive: ReadLive = () => readLiveHistory(folder, nowSeconds, sampleDays, naming);
  const rows = openDayRows(folder, naming);
  const { countByDay, hasStrays } = surveyRows(rows, readLive().open);
  return hasStrays ? withStrays(rows, readLive) : inOrder(rows, readLive, countByDay);
}

type ReadLive = () => ReturnType<typeof readLiveHistory>;

/** A history in which each row stands in its day's file, as our own changes leave it. */
function inOrder(rows: DayRows, readLive: ReadLive, countByDay: ReadonlyMap<string, number>): StoredHistory {
  return {
    ...readLive(),
    ended: endedSessionsOf(rows),
    endedCount: [...countByDay.values()].reduce((sum, count) => sum + count, 0),
    hasStrays: false,
    after: (files) => {
      rows.forget(files);
      const changed = files
        .filter(({ path }) => path.startsWith("sessions/"))
        .map(({ path }) => basename(path, ".csv"));
      const counts = changed.map((day) => [day, rows.sessionsOf(day).length] as const);
      return inOrder(rows, readLive, new Map([...countByDay, ...counts]));
    },
  };
}

function withStrays(rows: DayRows, readLive: ReadLive): StoredHistory {
  const live = readLive();
  const ended = new Map<string, Session>();
  for (const session of rows.sessionDays().flatMap(rows.sessionsOf)) {
    // A row that was copied into a second file by hand is still one session.
    if (!ended.has(session.id)) ended.set(session.id, session);
  }
  return {
    ...live,
    // One id in open.csv and in a day file: the ended row wins.
    open: live.open.filter(({ id }) => !ended.has(id)),
    ended: heldSessions(ended.values(), rows.usageDays().flatMap(rows.usageOf)),
    endedCount: ended.size,
    hasStrays: true,
    after: (files) => {
      rows.forget(files);
      return withStrays(rows, readLive);
    },
  };
}
