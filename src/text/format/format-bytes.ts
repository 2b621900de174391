import { formatInteger, formatOneDecimal } from "./format-number.js";
import type { Language } from "../i18n/language.js";
import { messagesIn } from "../i18n/messages.js";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB", "EB"] as const;

/**
 * Formats a size in decimal units: `0 B`, `999 B`, `10.2 kB`, `1.0 MB`; German `10,2 kB`. From a kilobyte on there is
 * always one decimal, so that a column of sizes lines up.
 *
 * @param sizeBytes a whole number, not negative
 */
export function formatBytes(language: Language, sizeBytes: number): string {
  if (sizeBytes < 1000) return `${formatInteger(language, sizeBytes)} B`;
  let value = sizeBytes / 1000;
  let unit = 1;
  // From 999.95 on, rounding to one decimal would give 1,000.0.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatOneDecimal(language, value)} ${UNITS[unit] ?? ""}`;
}

/** The same for a size that may not be known (null): then a dash. */
export function formatBytesOrUnknown(language: Language, sizeBytes: number | null): string {
  return sizeBytes === null ? messagesIn(language).unknown : formatBytes(language, sizeBytes);
}
