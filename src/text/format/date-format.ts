import type { Language } from "../i18n/language.js";

/** The order of a date's parts, as the config names it: `2026-11-21`, `21/11/2026` (German `21.11.2026`), `11/21/2026`. */
export const DATE_ORDERS = ["iso", "dmy", "mdy"] as const;
type DateOrder = (typeof DATE_ORDERS)[number];

/** How a date is written. */
export type DateFormat = "iso" | "dmy-dots" | "dmy-slashes" | "mdy-slashes";

/** How a language writes dates, if nobody chooses another way. */
export const DATE_FORMATS: Readonly<Record<Language, DateFormat>> = { en: "iso", de: "dmy-dots" };

/** The language of a text, and how it writes dates. */
export interface Wording {
  readonly language: Language;
  readonly dateFormat: DateFormat;
}

/** For terminals and programs, which do not follow the site's setting. */
export function defaultWording(language: Language): Wording {
  return { language, dateFormat: DATE_FORMATS[language] };
}

/** The format for the configured order; without one, the language's. */
export function toDateFormat(order: DateOrder | undefined, language: Language): DateFormat {
  switch (order) {
    case "iso":
      return "iso";
    case "dmy":
      return language === "de" ? "dmy-dots" : "dmy-slashes";
    case "mdy":
      return "mdy-slashes";
    case undefined:
      return DATE_FORMATS[language];
  }
}

/** Writes a day like `2026-11-21`. */
export function formatDay(format: DateFormat, isoDay: string): string {
  const [year = "", month = "", day = ""] = isoDay.split("-");
  switch (format) {
    case "iso":
      return isoDay;
    case "dmy-dots":
      return `${day}.${month}.${year}`;
    case "dmy-slashes":
      return `${day}/${month}/${year}`;
    case "mdy-slashes":
      return `${month}/${day}/${year}`;
  }
}
