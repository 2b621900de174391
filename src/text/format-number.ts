import type { Language } from "./language.js";

// Making an Intl formatter costs a thousand times what using it does.
const integerFormats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat("en", { maximumFractionDigits: 0 }),
  de: new Intl.NumberFormat("de", { maximumFractionDigits: 0 }),
};

const oneDecimalFormats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  de: new Intl.NumberFormat("de", { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
};

/** A whole number with its thousands grouped: `12,345`, German `12.345`. */
export function formatInteger(language: Language, value: number): string {
  // Small numbers look alike in every language that we have, and most numbers are small.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return integerFormats[language].format(value);
}

const decimalSigns: Readonly<Record<Language, string>> = { en: ".", de: "," };

/** A number with exactly one decimal: `1,234.5`, German `1.234,5`. */
export function formatOneDecimal(language: Language, value: number): string {
  // A full build writes half a million sizes, nearly all of them without thousands to group: Intl is much slower.
  if (value >= 0 && value < 999.95) return value.toFixed(1).replace(".", decimalSigns[language]);
  return oneDecimalFormats[language].format(value);
}
