import { formatOneDecimal } from "../../text/format/format-number.js";
import type { Language } from "../../text/i18n/language.js";
import { roundTop, type AxisScale } from "./axis-scale.js";

const UNITS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;
/** So that the smallest scale has no single bits. */
const MIN_TOP_BITS_PER_SECOND = 1000;

/** A scale up to at least a rate, in the unit that suits it. */
export function toRateScale(language: Language, highestBitsPerSecond: number): AxisScale {
  const top = roundTop(Math.max(highestBitsPerSecond, MIN_TOP_BITS_PER_SECOND));
  const { unit, size } = unitFor(top);
  return { top, label: shortNumber(language, top / size), unit };
}

/** A rate for people: `12.4 Mbit/s`, German `12,4 Mbit/s`, `0 bit/s`. */
export function formatRate(language: Language, bitsPerSecond: number): string {
  const whole = Math.round(bitsPerSecond);
  if (whole < 1000) return `${whole} ${UNITS[0]}`;
  const { unit, size } = unitFor(bitsPerSecond);
  return `${formatOneDecimal(language, bitsPerSecond / size)} ${unit}`;
}

function unitFor(bitsPerSecond: number): { readonly unit: string; readonly size: number } {
  let index = 0;
  // From 999.95 on, rounding to one decimal would write 1,000.0.
  while (index < UNITS.length - 1 && bitsPerSecond >= 999.95 * 1000 ** index) index += 1;
  return { unit: UNITS[index] ?? "", size: 1000 ** index };
}

function shortNumber(language: Language, value: number): string {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? String(whole) : formatOneDecimal(language, value);
}
