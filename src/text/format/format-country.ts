import type { Language } from "../i18n/language.js";

const namesByLanguage = new Map<Language, Intl.DisplayNames>();

/** `DE` → `Germany`, `Deutschland`. A code that is not known is its own name. */
export function countryName(language: Language, code: string): string {
  let names = namesByLanguage.get(language);
  if (names === undefined) {
    names = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
    namesByLanguage.set(language, names);
  }
  return names.of(code) ?? code;
}

/** `DE` → `Germany (DE)`; the empty text for the empty text. */
export function formatCountry(language: Language, code: string): string {
  return code === "" ? "" : `${countryName(language, code)} (${code})`;
}
