import { instantsOfLocalTime, type Zone } from "../status/zone.js";

const DAY_SECONDS = 86_400;

/** The zone's calendar day at an instant, as `2026-11-21`. */
export function localDayOf(zone: Zone, epochSeconds: number): string {
  return isoDay(epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
}

/** The calendar day in UTC at an instant, as `2026-11-21`. */
export function utcDayOf(epochSeconds: number): string {
  return isoDay(epochSeconds);
}

/** When a day begins in the zone, in epoch seconds. Where midnight is skipped by DST, the first instant after it. */
export function dayStartSeconds(zone: Zone, day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
  const [first] = instantsOfLocalTime(zone, midnight);
  if (first !== undefined) return first;
  return midnight - zone.utcOffsetSecondsAt(midnight - DAY_SECONDS);
}

/** The calendar day `count` days after (before, if negative) another. */
export function addDays(day: string, count: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) / 1000 + count * DAY_SECONDS);
}

/** `2026-11-21` → `2026-11`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

// Days are asked for once a row: the cache saves a Date and a string each.
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
