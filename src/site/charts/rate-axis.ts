import { formatOneDecimal } from "../../text/format/format-number.js";
import type { Language } from "../../text/i18n/language.js";

const UNITS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;
/** So that the smallest axis does not count single bits. */
const SMALLEST_TOP_BITS_PER_SECOND = 1000;
const MOST_STEPS = 5;

/** The axis of a chart that shows one rate above zero and another below it. Rates are bits a second. */
export interface RateAxis {
  readonly unit: string;
  /** From the lowest, which is the negative of the highest rate below, to the highest. */
  readonly ticks: readonly RateTick[];
}

export interface RateTick {
  readonly bitsPerSecond: number;
  readonly label: string;
}

/** Round ticks for both directions at one scale, at most six in all, in the unit that suits the higher one. */
export function rateAxis(language: Language, highestAbove: number, highestBelow: number): RateAxis {
  const top = Math.max(highestAbove, highestBelow, SMALLEST_TOP_BITS_PER_SECOND);
  const countSteps = (rate: number, step: number): number => Math.max(1, Math.ceil(rate / step));
  let step = roundStepFrom(top / MOST_STEPS);
  while (countSteps(highestAbove, step) + countSteps(highestBelow, step) > MOST_STEPS)
    step = roundStepFrom(step * 1.01);
  const below = countSteps(highestBelow, step);
  const { unit, size } = unitFor(top);
  return {
    unit,
    ticks: Array.from({ length: below + countSteps(highestAbove, step) + 1 }, (_, index) => {
      const bitsPerSecond = (index - below) * step;
      return { bitsPerSecond, label: shortNumber(language, Math.abs(bitsPerSecond) / size) };
    }),
  };
}

/** A rate for people: `12.4 Mbit/s`, German `12,4 Mbit/s`, `0 bit/s`. */
export function formatRate(language: Language, bitsPerSecond: number): string {
  const whole = Math.round(bitsPerSecond);
  if (whole < 1000) return `${whole} ${UNITS[0]}`;
  const { unit, size } = unitFor(bitsPerSecond);
  return `${formatOneDecimal(language, bitsPerSecond / size)} ${unit}`;
}

/** The first of 1, 2 and 5 × 10ⁿ that is not smaller. */
function roundStepFrom(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5].map((factor) => factor * power).find((step) => step >= size) ?? 10 * power;
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
