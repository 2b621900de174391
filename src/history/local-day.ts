import { findInstants, type Zone } from "../status/zone.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** The zone's calendar day at an instant, as `2026-11-21`. */
export function toLocalDay(zone: Zone, epochSeconds: number): string {
  return isoDay(epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
}

/** The calendar day in UTC at an instant, as `2026-11-21`. */
export function toUtcDay(epochSeconds: number): string {
  return isoDay(epochSeconds);
}

/** When a day begins in the zone, in epoch seconds. If DST skips midnight, it is the first instant after the gap. */
export function dayStartSeconds(zone: Zone, day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
  const [first] = findInstants(zone, midnight);
  if (first !== undefined) return first;
  return midnight - zone.utcOffsetSecondsAt(midnight - DAY_SECONDS);
}

/** The calendar day `count` days after (before, if negative) another. */
export function addDays(day: string, count: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) / 1000 + count * DAY_SECONDS);
}

/** Whether a text like `2026-02-30` is a day of the calendar. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(text)) return false;
  const day = text.slice(8);
  // Every month has these days. This is fast for the thousand file names that each run checks.
  if (day >= "01" && day <= "28") return true;
  // Date.parse takes 30 February for 2 March, and gives NaN for day 32.
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).getUTCDate() === Number(day);
}

/** `2026-11-21` → `2026-11`. */
export function toMonth(day: string): string {
  return day.slice(0, 7);
}

// A day is computed for each row. The cache saves a Date and a string each time.
const isoDayByNumber = new Map<number, string>();

function isoDay(secondsAsUtc: number): string {
  const number = Math.floor(secondsAsUtc / DAY_SECONDS);
  let day = isoDayByNumber.get(number);
  if (day === undefined) {
    day = new Date(number * DAY_SECONDS * 1000).toISOString().slice(0, 10);
    isoDayByNumber.set(number, day);
  }
  return day;
}
