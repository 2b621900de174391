import { groupBy } from "../history/group-by.js";
import { newestFirst } from "../history/newest-first.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import type { Calendar } from "../rollup/calendar.js";
import type { UsageById } from "../rollup/days.js";
import { buildMonth, type MonthEntry } from "../rollup/month-entry.js";
import { daysReaching, type DayIndex } from "./day-index.js";
import { readOpenUsage } from "./usage-of-open.js";

/** Reads a history by months. One month is in memory at a time, besides what the history itself keeps. */
export interface HistoryReader {
  readonly history: StoredHistory;
  readonly calendar: Calendar;
  readonly index: DayIndex;
  /** The usage of the running sessions. */
  readonly openUsage: UsageById;
  readonly readMonth: (month: string) => MonthEntry;
}

/** Opens a history for {@link rollUpHistory}, with the index of its day files. */
export function openHistoryReader(history: StoredHistory, calendar: Calendar, index: DayIndex): HistoryReader {
  const openUsage = groupBy(readOpenUsage(history, index.usage), ({ id }) => id);
  let last: MonthEntry | undefined;
  const readMonth = (month: string): MonthEntry => {
    if (last?.month === month) return last;
    const ended = daysReaching(index, month).flatMap(history.rows.readSessions);
    const usage = groupBy(history.ended.findUsage(ended), ({ id }) => id);
    for (const [id, rows] of openUsage) usage.set(id, [...rows]);
    last = buildMonth(month, [...history.open, ...ended].sort(newestFirst), usage, calendar);
    return last;
  };
  return { history, calendar, index, openUsage, readMonth };
}
