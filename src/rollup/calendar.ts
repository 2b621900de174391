import { getOrInsert } from "../history/get-or-insert.js";
import { addDays, dayStartSeconds, toLocalDay, toMonth } from "../history/local-day.js";
import type { Zone } from "../status/zone.js";

/** The calendar of the site's zone. It remembers when days begin, since every session asks for it. */
export interface Calendar {
  /** The day at an instant in epoch seconds. */
  readonly toDay: (epochSeconds: number) => string;
  /** When a day begins, in epoch seconds. */
  readonly toDayStart: (day: string) => number;
  readonly nextDay: (day: string) => string;
  /** The hour of the clock at an instant in epoch seconds, 0 to 23. */
  readonly toHour: (epochSeconds: number) => number;
}

const [DAY_SECONDS, HOUR_SECONDS] = [86_400, 3600];

export function makeCalendar(zone: Zone): Calendar {
  const startByDay = new Map<string, number>();
  const nextByDay = new Map<string, string>();
  return {
    toDay: (epochSeconds) => toLocalDay(zone, epochSeconds),
    toDayStart: (day) => getOrInsert(startByDay, day, () => dayStartSeconds(zone, day)),
    nextDay: (day) => getOrInsert(nextByDay, day, () => addDays(day, 1)),
    toHour: (epochSeconds) => {
      const localSeconds = epochSeconds + zone.utcOffsetSecondsAt(epochSeconds);
      // Never below 0, also before 1970.
      return Math.floor((((localSeconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) / HOUR_SECONDS);
    },
  };
}

/** A period of whole days, `[start, end)` in epoch seconds. */
interface CalendarSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** From the beginning of a day to that of the next one. */
export function toDaySpan(calendar: Calendar, day: string): CalendarSpan {
  return { startSeconds: calendar.toDayStart(day), endSeconds: calendar.toDayStart(calendar.nextDay(day)) };
}

/** From the beginning of a month to that of the next one. */
export function toMonthSpan(calendar: Calendar, month: string): CalendarSpan {
  const firstDay = `${month}-01`;
  const nextMonth = `${toMonth(addDays(firstDay, 32))}-01`;
  return { startSeconds: calendar.toDayStart(firstDay), endSeconds: calendar.toDayStart(nextMonth) };
}
