import { toUtcDay } from "./local-day.js";
import { DAY_SECONDS } from "../text/time-units.js";

const ZERO = 0x30;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * Epoch seconds as the history writes them: `2026-11-21T08:12:15Z`. A fraction of a second is left out.
 *
 * It uses no Date: each session is written more than once in a build, with several times.
 */
export function isoSeconds(epochSeconds: number): string {
  // All running sessions have the same time of their last proof.
  if (epochSeconds !== lastWritten.seconds) lastWritten = { seconds: epochSeconds, text: toIsoText(epochSeconds) };
  return lastWritten.text;
}

/** The same where there may be no time. */
export function isoOrEmpty(epochSeconds: number | null): string {
  return epochSeconds === null ? "" : isoSeconds(epochSeconds);
}

function toIsoText(epochSeconds: number): string {
  const seconds = Math.floor(epochSeconds) - Math.floor(epochSeconds / DAY_SECONDS) * DAY_SECONDS;
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = `${TWO_DIGITS[hour] ?? ""}:${TWO_DIGITS[minute] ?? ""}:${TWO_DIGITS[seconds % 60] ?? ""}`;
  return `${toUtcDay(epochSeconds)}T${clock}Z`;
}

let lastWritten = { seconds: 0, text: "1970-01-01T00:00:00Z" };

/**
 * The reverse of {@link isoSeconds}; `undefined` for any other text and for days that do not exist.
 *
 * It uses no Date, since every row of a history has several times: Dates took most of the time of reading it.
 */
export function parseIsoSeconds(text: string): number | undefined {
  if (text.length !== 20 || text[4] !== "-" || text[7] !== "-" || text[10] !== "T") return undefined;
  if (text[13] !== ":" || text[16] !== ":" || text[19] !== "Z") return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (year > 9999 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const daysBefore = daysSince1970(year, month);
  if (day < 1 || daysBefore + day > daysSince1970(year, month + 1)) return undefined;
  return (daysBefore + day - 1) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NOT_DIGITS;
}

/** In no range, and neither is any number that is made of it. */
const NOT_DIGITS = 1_000_000;

/**
 * The days before the first of a month; month 13 is the next January. Years are counted from March, so that a leap day is
 * the last day of its year. Any five months from March have 153 days.
 *
 * It has no branches: V8 optimizes what has run, and would begin again at the first February that it meets.
 */
function daysSince1970(year: number, month: number): number {
  const months = month + 9;
  const marchYear = year - 1 + Math.floor(months / 12);
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * (months % 12) + 2) / 5) - DAYS_FROM_MARCH_0_TO_1970;
}

const DAYS_FROM_MARCH_0_TO_1970 = 719_468;
