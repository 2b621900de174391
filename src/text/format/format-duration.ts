import { formatOneDecimal } from "./format-number.js";
import type { Language } from "../i18n/language.js";

interface UnitSymbols {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const symbolsByLanguage: Readonly<Record<Language, UnitSymbols>> = {
  en: { day: "d", hour: "h", minute: "min", second: "s" },
  de: { day: "T", hour: "Std", minute: "Min", second: "Sek" },
};

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * Formats a duration. Below one day it has seconds: `7 h 05 min 12 s`, `5 min 12 s`, `12 s`. From one day on it does
 * not: `2 d 7 h 05 min`. German: `7 Std 05 Min 12 Sek`, `2 T 7 Std 05 Min`.
 *
 * @param durationSeconds whole seconds, not negative
 */
export function formatDuration(language: Language, durationSeconds: number): string {
  const { day, hour, minute, second } = symbolsByLanguage[language];
  const days = Math.floor(durationSeconds / DAY_SECONDS);
  const hours = Math.floor((durationSeconds % DAY_SECONDS) / HOUR_SECONDS);
  const minutes = Math.floor((durationSeconds % HOUR_SECONDS) / MINUTE_SECONDS);
  const seconds = durationSeconds % MINUTE_SECONDS;
  if (days > 0) return `${days} ${day} ${hours} ${hour} ${twoDigits(minutes)} ${minute}`;
  if (hours > 0) return `${hours} ${hour} ${twoDigits(minutes)} ${minute} ${twoDigits(seconds)} ${second}`;
  if (minutes > 0) return `${minutes} ${minute} ${twoDigits(seconds)} ${second}`;
  return `${seconds} ${second}`;
}

/** Formats a duration to the nearest minute, `7 h 05 min`; with seconds only if it is less than a minute. */
export function formatMinutes(language: Language, durationSeconds: number): string {
  if (durationSeconds < MINUTE_SECONDS) return formatDuration(language, durationSeconds);
  const { hour, minute } = symbolsByLanguage[language];
  const roundedSeconds = Math.round(durationSeconds / MINUTE_SECONDS) * MINUTE_SECONDS;
  if (roundedSeconds >= DAY_SECONDS) return formatDuration(language, roundedSeconds);
  const hours = Math.floor(roundedSeconds / HOUR_SECONDS);
  const minutes = (roundedSeconds % HOUR_SECONDS) / MINUTE_SECONDS;
  return hours > 0 ? `${hours} ${hour} ${twoDigits(minutes)} ${minute}` : `${minutes} ${minute}`;
}

/** Formats an upper limit: as {@link formatMinutes}, but never less than the duration. */
export function formatAtMost(language: Language, durationSeconds: number): string {
  if (durationSeconds < MINUTE_SECONDS) return formatDuration(language, durationSeconds);
  return formatMinutes(language, Math.ceil(durationSeconds / MINUTE_SECONDS) * MINUTE_SECONDS);
}

/** Formats a duration in hours with one decimal and no unit: `187.5`, German `187,5`. */
export function formatHours(language: Language, durationSeconds: number): string {
  return formatOneDecimal(language, durationSeconds / HOUR_SECONDS);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
