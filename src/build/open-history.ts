import { join } from "node:path";
import type { HistoryChange } from "../history/history-change.js";
import { findCutRows } from "../io/history/cut-rows.js";
import { stampDayFiles, type DayStamps } from "../io/history/day-file-stats.js";
import { historyFiles } from "../io/history/history-files.js";
import { commitChange, recoverJournal } from "../io/history/journal.js";
import { moveRowsHome } from "../io/history/move-rows-home.js";
import { openStoredHistory, type StoredHistory } from "../io/history/stored-history.js";
import { isChecked, markChecked } from "./checked-file.js";
import { EMPTY_DAY_INDEX, findChangedDays, type DayIndex } from "./day-index.js";
import { forgetSessions } from "./forget-sessions.js";
import type { GenSettings } from "./gen-settings.js";
import { openRollupStore, toRollupContext } from "./rollup-store.js";

/** Samples that a run needs: the 24 hours of the charts and the whole of today, wherever the site is. */
export const SAMPLE_DAYS = 3;

/**
 * Opens the history: completes the change of a killed run, and moves rows that someone has moved back to their files.
 * Day files that have changed since the last run are read, so that one with an error is refused before anything
 * changes. Requires the lock.
 *
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function openHistory(
  settings: GenSettings,
  programVersion: string,
  { checksAllFiles = settings.full }: { readonly checksAllFiles?: boolean } = {},
): StoredHistory {
  const { history: folder } = settings.config;
  recoverJournal(folder);
  const history = readHistory(settings);
  if (!checksAllFiles && isChecked(folder)) return history;
  const context = toRollupContext(settings, programVersion);
  const known = settings.full ? EMPTY_DAY_INDEX : openRollupStore(join(folder, "cache"), context).readIndex().days;
  const checked = checkDayFiles(history, known);
  markChecked(folder);
  return checked.history;
}

/** The history as it is on disk, which stays as it is. */
export function readHistory({ config, nowSeconds }: GenSettings): StoredHistory {
  return openStoredHistory(config.history, nowSeconds, SAMPLE_DAYS, config);
}

/**
 * Changes the history on disk, as a whole or not at all. Requires the lock.
 *
 * @param onCutRow called for each file of rows whose truncated last row was removed
 */
export function changeHistory(
  before: StoredHistory,
  change: HistoryChange,
  onCutRow: (path: string) => void,
): StoredHistory {
  forgetSessions(before.folder, change);
  const { folder } = before;
  const wasChecked = isChecked(folder);
  const files = historyFiles(folder, change);
  const cutRows = findCutRows(folder, files);
  commitChange(folder, files);
  for (const path of cutRows) onCutRow(join(folder, path));
  // Rows that we write are in the right files.
  if (wasChecked) markChecked(folder);
  return before.after(files);
}

/** A history with all rows in the files of their days, and the stamps of these files. */
interface CheckedHistory {
  readonly history: StoredHistory;
  readonly stamps: DayStamps;
}

/**
 * Reads the day files that have changed, and brings rows that someone has moved back home.
 *
 * @param known the day files as they were when this was last done
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function checkDayFiles(history: StoredHistory, known: DayIndex): CheckedHistory {
  const { folder, rows, open } = history;
  const stamps = stampDayFiles(folder);
  const changed = findChangedDays(known, stamps);
  for (const day of changed.usage) rows.readUsage(day);
  const moves = moveRowsHome(folder, changed.sessions, open, rows.readSessions);
  if (moves.length === 0) return { history, stamps };
  commitChange(folder, moves);
  return { history: history.after(moves), stamps: stampDayFiles(folder) };
}
