import { formatDay, type DateFormat } from "./date-format.js";
import type { Language } from "../i18n/language.js";
import { messagesIn } from "../i18n/messages.js";
import { DAY_SECONDS } from "../time-units.js";
import { toWeekday } from "../weekday.js";

/** The part of a zone that local times need. */
interface ClockZone {
  /** The seconds to add to UTC to get local time, at an instant in epoch seconds. */
  readonly utcOffsetSecondsAt: (epochSeconds: number) => number;
}

/** The date in the zone: `2026-11-21`, `21.11.2026`. */
export function formatDate(format: DateFormat, zone: ClockZone, epochSeconds: number): string {
  return localDate[format](epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
}

/** The time of day in the zone, to the minute: `08:12`. */
export function formatTime(zone: ClockZone, epochSeconds: number): string {
  return toClock(epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
}

/** The time of day in the zone, to the second: `08:12:15`. */
export function formatTimeSeconds(zone: ClockZone, epochSeconds: number): string {
  const local = epochSeconds + zone.utcOffsetSecondsAt(epochSeconds);
  return `${toClock(local)}:${toSecond(local)}`;
}

/** The date and time in the zone, to the minute: `2026-11-21 08:12`, `21.11.2026 08:12`. */
export function formatDateTime(format: DateFormat, zone: ClockZone, epochSeconds: number): string {
  const local = epochSeconds + zone.utcOffsetSecondsAt(epochSeconds);
  return `${localDate[format](local)} ${toClock(local)}`;
}

/** The date and time in the zone, to the second: `2026-11-21 08:12:15`, `21.11.2026 08:12:15`. */
export function formatDateTimeSeconds(format: DateFormat, zone: ClockZone, epochSeconds: number): string {
  const local = epochSeconds + zone.utcOffsetSecondsAt(epochSeconds);
  return `${localDate[format](local)} ${toClock(local)}:${toSecond(local)}`;
}

/** An hour of the day: `07:00`. 24 is midnight again, `00:00`. */
export function formatHour(hour: number): string {
  return `${twoDigits[hour % 24] ?? ""}:00`;
}

/** An instant for programs, as in `<time datetime>`: `2026-11-21T08:12:15Z`. */
export function formatInstant(epochSeconds: number): string {
  return `${isoDate(epochSeconds)}T${toClock(epochSeconds)}:${toSecond(epochSeconds)}Z`;
}

/** A day in words, for headings: `2026-11-21` → `Saturday, 21 November 2026`, `Samstag, 21. November 2026`. */
export function formatLongDay(language: Language, day: string): string {
  const t = messagesIn(language);
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = t.weekdays[date.getUTCDay()] ?? "";
  const month = t.months[date.getUTCMonth()] ?? "";
  return t.longDay(weekday, date.getUTCDate(), month, date.getUTCFullYear());
}

/** The weekday of a day, short: `2026-11-21` → `Sat`. */
export function formatWeekday(language: Language, day: string): string {
  return messagesIn(language).shortWeekdays[toWeekday(day)] ?? "";
}

/** The weekday of a day: `2026-11-21` → `Saturday`. */
export function formatLongWeekday(language: Language, day: string): string {
  return messagesIn(language).weekdays[toWeekday(day)] ?? "";
}

/** A month in words: `2026-11` → `November 2026`. */
export function formatMonth(language: Language, month: string): string {
  const t = messagesIn(language);
  return t.longMonth(t.months[Number(month.slice(5, 7)) - 1] ?? "", Number(month.slice(0, 4)));
}

/** A month's name, short: `2026-11` → `Nov`. */
export function formatShortMonth(language: Language, month: string): string {
  return messagesIn(language).shortMonths[Number(month.slice(5, 7)) - 1] ?? "";
}

// A full build formats a million times, but on few different days.
const isoDate = dateWriter("iso");
const localDate: Readonly<Record<DateFormat, (localSeconds: number) => string>> = {
  iso: isoDate,
  "dmy-dots": dateWriter("dmy-dots"),
  "dmy-slashes": dateWriter("dmy-slashes"),
  "mdy-slashes": dateWriter("mdy-slashes"),
};
const twoDigits: readonly string[] = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Writes the date of a local time in epoch seconds. */
function dateWriter(format: DateFormat): (localSeconds: number) => string {
  const dateByDayNumber = new Map<number, string>();
  return (localSeconds) => {
    const dayNumber = Math.floor(localSeconds / DAY_SECONDS);
    let date = dateByDayNumber.get(dayNumber);
    if (date === undefined) {
      date = formatDay(format, new Date(dayNumber * DAY_SECONDS * 1000).toISOString().slice(0, 10));
      dateByDayNumber.set(dayNumber, date);
    }
    return date;
  };
}

function toClock(localSeconds: number): string {
  const minutes = Math.floor(remainder(localSeconds, DAY_SECONDS) / 60);
  return `${twoDigits[Math.floor(minutes / 60)] ?? ""}:${twoDigits[minutes % 60] ?? ""}`;
}

function toSecond(localSeconds: number): string {
  return twoDigits[Math.floor(remainder(localSeconds, 60))] ?? "";
}

function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
