import type { Language } from "../i18n/language.js";

// Intl is not used: its first formatter takes a seventh of Node's start-up time, which a quiet run does not have.
const GROUPS: Readonly<Record<Language, string>> = { en: ",", de: "." };
const DECIMAL_SIGNS: Readonly<Record<Language, string>> = { en: ".", de: "," };
/** From here on, rounding to one decimal gives thousands. */
const FIRST_GROUPED = 999.95;

/**
 * Formats a number, rounded to an integer, with grouped thousands: `12,345`, German `12.345`.
 *
 * @param value not negative
 */
export function formatInteger(language: Language, value: number): string {
  const digits = String(Math.round(value));
  return digits.length <= 3 ? digits : grouped(digits, GROUPS[language]);
}

/**
 * Formats a number with exactly one decimal: `1,234.5`, German `1.234,5`.
 *
 * @param value not negative, below 10^15
 */
export function formatOneDecimal(language: Language, value: number): string {
  const sign = DECIMAL_SIGNS[language];
  if (value < FIRST_GROUPED) return value.toFixed(1).replace(".", sign);
  // Rounds half up by the number's shortest decimal text, as Intl does: 1000.05 becomes 1,000.1, although it is
  // slightly less.
  const [whole = "", decimals = ""] = String(value).split(".");
  const tenths = Number(whole + (decimals[0] ?? "0")) + ((decimals[1] ?? "0") >= "5" ? 1 : 0);
  return `${grouped(String(Math.floor(tenths / 10)), GROUPS[language])}${sign}${tenths % 10}`;
}

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
}
