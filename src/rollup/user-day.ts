import { countedFrom, countedUntil } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import { getOrInsert } from "../history/get-or-insert.js";
import type { Calendar } from "./calendar.js";
import type { Totals } from "./totals.js";
import { compareTexts } from "../text/compare-texts.js";

/** The final figures of one user's day. A tuple, since there are very many. Traffic is null if none is known. */
export type UserDay = readonly [
  day: string,
  sessionCount: number,
  reconnects: number,
  connectedSeconds: number,
  bytesReceived: number | null,
  bytesSent: number | null,
];

/** Enough for figures of the last 30 days, today included. */
const MAX_NEWEST_DAYS = 31;

/**
 * @param days on which the user was connected
 * @param present the sessions that were connected on these days
 * @returns newest first
 */
export function toUserDays(
  days: ReadonlyMap<string, Totals>,
  present: readonly Session[],
  calendar: Calendar,
): readonly UserDay[] {
  const reconnects = countReconnects(present, calendar);
  return [...days]
    .map(([day, totals]): UserDay => {
      const { sessionCount, connectedSeconds, bytesReceived, bytesSent } = totals;
      return [day, sessionCount, reconnects.get(day) ?? 0, connectedSeconds, bytesReceived, bytesSent];
    })
    .sort(newestDayFirst);
}

/** Keeps only the newest days of both. */
export function mergeUserDays(a: readonly UserDay[], b: readonly UserDay[]): readonly UserDay[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b].sort(newestDayFirst).slice(0, MAX_NEWEST_DAYS);
}

/**
 * Counts on each day the sessions that began after an earlier one had ended on that day. Sessions that run side by side
 * are no reconnects: each end counts for at most one start.
 */
function countReconnects(present: readonly Session[], calendar: Calendar): ReadonlyMap<string, number> {
  const startsByDay = groupTimes(present.map(countedFrom), calendar);
  const endsByDay = groupTimes(present.filter(({ endSeconds }) => endSeconds !== null).map(countedUntil), calendar);
  const counts = new Map<string, number>();
  for (const [day, starts] of startsByDay) {
    const ends = endsByDay.get(day) ?? [];
    let count = 0;
    for (const start of starts) if ((ends[count] ?? Infinity) <= start) count += 1;
    counts.set(day, count);
  }
  return counts;
}

/** @returns by day, in order */
function groupTimes(seconds: readonly number[], calendar: Calendar): ReadonlyMap<string, readonly number[]> {
  const byDay = new Map<string, number[]>();
  for (const time of [...seconds].sort((a, b) => a - b)) getOrInsert(byDay, calendar.toDay(time), () => []).push(time);
  return byDay;
}

function newestDayFirst([a]: UserDay, [b]: UserDay): number {
  return compareTexts(b, a);
}
