import type { Language } from "./language.js";

const collators: Readonly<Record<Language, Intl.Collator>> = {
  en: new Intl.Collator("en", { numeric: true }),
  de: new Intl.Collator("de", { numeric: true }),
};

/** Orders names as people look for them: `a2` before `a10`, `Bob` beside `bob`. Different names are never equal. */
export function compareNames(language: Language, a: string, b: string): number {
  return collators[language].compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
