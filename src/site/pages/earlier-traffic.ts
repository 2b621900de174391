import type { Session } from "../../history/session.js";
import { countedFromDay } from "../../rollup/session-shares.js";
import { countedFrom } from "../../history/counted-from.js";
import { toMonth } from "../../history/local-day.js";
import type { SiteIndex } from "../site-index.js";

/**
 * How many sessions count their traffic of earlier days on a day, on which they were first seen: the figures say so.
 *
 * @param carried sessions that were connected on the day and had begun before it
 */
export function countWithEarlierTraffic(
  carried: readonly Session[],
  day: string,
  { usage, calendar }: Pick<SiteIndex, "usage" | "calendar">,
): number {
  return carried.filter((session) => countedFromDay(session, usage.get(session.id), calendar) === day).length;
}

/** The same for a month: sessions that began in it have all their traffic in it anyway. */
export function countWithEarlierMonths(
  sessions: readonly Session[],
  month: string,
  { usage, calendar }: Pick<SiteIndex, "usage" | "calendar">,
): number {
  return sessions.filter((session) => {
    if (toMonth(calendar.toDay(countedFrom(session))) >= month) return false;
    const day = countedFromDay(session, usage.get(session.id), calendar);
    return day !== null && toMonth(day) === month;
  }).length;
}
