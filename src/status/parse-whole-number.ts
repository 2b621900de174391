/**
 * Parses decimal digits; NaN for any other text and above `Number.MAX_SAFE_INTEGER`.
 *
 * @param from where the digits begin: cutting them out of a row of thousands takes longer than reading them
 * @param to the place behind them
 */
export function parseWholeNumber(text: string, from = 0, to = text.length): number {
  if (from >= to || to - from > 16) return Number.NaN;
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

/** OpenVPN's counters have 64 bits: at most 18,446,744,073,709,551,615. */
const MAX_DIGITS = 20;

/** Parses a counter of decimal digits; NaN for any other text, the nearest number above `Number.MAX_SAFE_INTEGER`. */
export function parseCounter(text: string): number {
  const exact = parseWholeNumber(text);
  if (!Number.isNaN(exact)) return exact;
  return text.length <= MAX_DIGITS && /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
