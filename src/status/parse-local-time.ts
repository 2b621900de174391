import { parseWholeNumber } from "./parse-whole-number.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** 9999-12-31 23:59:59 UTC, in epoch seconds. Times are written with four-digit years, so this is the last one. */
export const LAST_SECOND = 253_402_300_799;

/**
 * Parses a time as OpenVPN writes it for people: `Fri Jun  5 09:03:05 2020` (up to 2.4; the day may also be unpadded or
 * zero-padded) or `2020-06-05 09:03:05` (since 2.5).
 *
 * @returns the local time as if it were UTC, in epoch seconds; NaN if the text has neither form or is not a real date.
 * The weekday must be one, but need not fit the date, as in openvpn-status 0.2.1.
 */
export function parseLocalTime(text: string): number {
  if (text.length === 19 && text[4] === "-" && text[7] === "-" && text[10] === " ") {
    return localSeconds(
      parseWholeNumber(text, 0, 4),
      parseWholeNumber(text, 5, 7),
      parseWholeNumber(text, 8, 10),
      parseClock(text, 11),
    );
  }
  if (text.length !== 24 && text.length !== 23) return Number.NaN;
  if (text[3] !== " " || text[7] !== " " || !WEEKDAYS.includes(text.slice(0, 3))) return Number.NaN;
  const clockFrom = text.length - 13;
  if (text[clockFrom - 1] !== " " || text[clockFrom + 8] !== " ") return Number.NaN;
  return localSeconds(
    parseWholeNumber(text, clockFrom + 9),
    MONTHS.indexOf(text.slice(4, 7)) + 1,
    parseWholeNumber(text, text[8] === " " ? 9 : 8, clockFrom - 1),
    parseClock(text, clockFrom),
  );
}

/** @returns seconds since midnight of `09:03:05` at a place of the text; NaN if there is no time of day */
function parseClock(text: string, from: number): number {
  if (text[from + 2] !== ":" || text[from + 5] !== ":") return Number.NaN;
  const hour = parseWholeNumber(text, from, from + 2);
  const minute = parseWholeNumber(text, from + 3, from + 5);
  const second = parseWholeNumber(text, from + 6, from + 8);
  // A leap second is written as :60.
  return hour <= 23 && minute <= 59 && second <= 60 ? hour * 3600 + minute * 60 + second : Number.NaN;
}

function localSeconds(year: number, month: number, day: number, secondsOfDay: number): number {
  // NaN fails every comparison, so each one states what must hold.
  // West of UTC, the epoch falls into 1969: a clock that was never set shows it.
  if (!(year >= 1969 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const midnight = Date.UTC(year, month - 1, day);
  if (day > 28 && new Date(midnight).getUTCDate() !== day) return Number.NaN;
  return midnight / 1000 + secondsOfDay;
}
