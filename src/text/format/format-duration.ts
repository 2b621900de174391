import { formatOneDecimal } from "./format-number.js";
import type { Language } from "../i18n/language.js";
import { DAY_SECONDS, HOUR_SECONDS } from "../time-units.js";

/** Hours, minutes and seconds have their international symbols; German readers would not understand one for days. */
const DAYS: Readonly<Record<Language, (days: number) => string>> = {
  en: (days) => `${days} d`,
  de: (days) => (days === 1 ? "1 Tag" : `${days} Tage`),
};

const MINUTE_SECONDS = 60;

/**
 * Formats a duration. Below one day it has seconds: `7 h 05 min 12 s`, `5 min 12 s`, `12 s`. From one day on it does
 * not: `2 d 7 h 05 min`, German `2 Tage 7 h 05 min`.
 *
 * @param durationSeconds whole seconds, not negative
 */
export function formatDuration(language: Language, durationSeconds: number): string {
  const days = Math.floor(durationSeconds / DAY_SECONDS);
  const hours = Math.floor((durationSeconds % DAY_SECONDS) / HOUR_SECONDS);
  const minutes = Math.floor((durationSeconds % HOUR_SECONDS) / MINUTE_SECONDS);
  const seconds = durationSeconds % MINUTE_SECONDS;
  if (days > 0) return `${DAYS[language](days)} ${hours} h ${twoDigits(minutes)} min`;
  if (hours > 0) return `${hours} h ${twoDigits(minutes)} min ${twoDigits(seconds)} s`;
  if (minutes > 0) return `${minutes} min ${twoDigits(seconds)} s`;
  return `${seconds} s`;
}

/** Formats a duration to the nearest minute, `7 h 05 min`; with seconds only if it is less than a minute. */
export function formatMinutes(language: Language, durationSeconds: number): string {
  if (durationSeconds < MINUTE_SECONDS) return formatDuration(language, durationSeconds);
  const roundedSeconds = Math.round(durationSeconds / MINUTE_SECONDS) * MINUTE_SECONDS;
  if (roundedSeconds >= DAY_SECONDS) return formatDuration(language, roundedSeconds);
  const hours = Math.floor(roundedSeconds / HOUR_SECONDS);
  const minutes = (roundedSeconds % HOUR_SECONDS) / MINUTE_SECONDS;
  return hours > 0 ? `${hours} h ${twoDigits(minutes)} min` : `${minutes} min`;
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
