import type { EndedSessions } from "../../history/ended-sessions.js";
import type { LiveHistory } from "../../history/history-change.js";
import type { Sample } from "../../history/sample.js";
import type { UserNaming } from "../../history/user-naming.js";
import { type DayRows, toEndedSessions, openDayRows } from "./day-rows.js";
import type { FileChange } from "./file-change.js";
import { readLiveHistory } from "./read-history.js";

/** A history on disk: the parts that each run needs, and the rest, which is read on use. */
export interface StoredHistory extends LiveHistory {
  readonly folder: string;
  /** In time order, without older ones. */
  readonly samples: readonly Sample[];
  readonly rows: DayRows;
  readonly ended: EndedSessions;
  /** The same history after some of its files have changed: only these are read again. */
  readonly after: (files: readonly FileChange[]) => StoredHistory;
}

/**
 * Opens a history whose rows are each in the file of their day.
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
  const rows = openDayRows(folder, naming);
  const ended = toEndedSessions(rows);
  const read = (): StoredHistory => ({
    ...readLiveHistory(folder, nowSeconds, sampleDays, naming),
    folder,
    rows,
    ended,
    after: (files) => {
      rows.forget(files);
      return read();
    },
  });
  return read();
}
