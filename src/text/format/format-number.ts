import type { Language } from "../i18n/language.js";

// Not by Intl: its first formatter costs a seventh of what starting node does, and a quiet run has nothing else to spend.
const GROUPS: Readonly<Record<Language, string>> = { en: ",", de: "." };
const DECIMAL_SIGNS: Readonly<Record<Language, string>> = { en: ".", de: "," };
/** From here on, rounding to one decimal writes thousands. */
const FIRST_GROUPED = 999.95;

/**
 * A number, rounded to a whole one, with its thousands grouped: `12,345`, German `12.345`.
 *
 * @param value not negative
 */
export function formatInteger(language: Language, value: number): string {
  const digits = String(Math.round(value));
  return digits.length <= 3 ? digits : grouped(digits, GROUPS[language]);
}

/**
 * A number with exactly one decimal: `1,234.5`, German `1.234,5`.
 *
 * @param value not negative, below 10^15
 */
export function formatOneDecimal(language: Language, value: number): string {
  const sign = DECIMAL_SIGNS[language];
  if (value < FIRST_GROUPED) return value.toFixed(1).replace(".", sign);
  // Half up as the shortest text of the number has it, which is what Intl does: 1000.05 is 1,000.1, though a hair less.
  const [whole = "", decimals = ""] = String(value).split(".");
  const tenths = Number(whole + (decimals[0] ?? "0")) + ((decimals[1] ?? "0") >= "5" ? 1 : 0);
  return `${grouped(String(Math.floor(tenths / 10)), GROUPS[language])}${sign}${tenths % 10}`;
}

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
}
