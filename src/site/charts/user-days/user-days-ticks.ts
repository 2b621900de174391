import { formatBytes } from "../../../text/format/format-bytes.js";
import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";

/** A line across the chart. */
export interface ValueTick {
  readonly value: number;
  readonly label: string;
}

const HOUR_STEPS = [0.5, 1, 2, 3, 6, 12, 24, 48, 120, 240, 480, 1200, 2400, 12_000, 24_000] as const;
const MAX_HOUR_STEPS = 4;
const MAX_BYTE_STEPS = 4;

/**
 * From 0 to at least the most hours. These can be more than a day has, since a user can have several sessions at once.
 */
export function hourTicks(language: Language, mostHours: number): readonly ValueTick[] {
  const step = HOUR_STEPS.find((size) => mostHours <= size * MAX_HOUR_STEPS) ?? mostHours;
  const count = Math.max(2, Math.ceil(mostHours / step));
  return Array.from({ length: count + 1 }, (_, number) => {
    const value = number * step;
    const hours = Number.isInteger(value) ? formatInteger(language, value) : formatOneDecimal(language, value);
    return { value, label: messagesIn(language).userDays.hourTick(hours) };
  });
}

/** From at least the most bytes sent, below zero, to at least the most received, with labels for the amounts. */
export function byteTicks(language: Language, mostUpBytes: number, mostDownBytes: number): readonly ValueTick[] {
  const step = byteStep(mostUpBytes, mostDownBytes);
  const up = Math.max(1, Math.ceil(mostUpBytes / step));
  const down = Math.max(1, Math.ceil(mostDownBytes / step));
  return Array.from({ length: up + down + 1 }, (_, number) => {
    const value = (number - down) * step;
    return { value, label: roundSize(language, Math.abs(value)) };
  });
}

/** 1, 2 or 5 × 10ⁿ: the smallest step that gives few ticks. */
function byteStep(mostUpBytes: number, mostDownBytes: number): number {
  for (let power = 1; power < Number.MAX_SAFE_INTEGER; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (Math.ceil(mostUpBytes / step) + Math.ceil(mostDownBytes / step) <= MAX_BYTE_STEPS) return step;
    }
  }
  return Number.MAX_SAFE_INTEGER;
}

/** `500 MB`, not `500.0 MB`. */
function roundSize(language: Language, sizeBytes: number): string {
  return formatBytes(language, sizeBytes).replace(/[.,]0 /, " ");
}
