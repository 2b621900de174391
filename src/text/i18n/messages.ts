import type { Language } from "./language.js";
import { german } from "./messages-de.js";
import { english, type Messages } from "./messages-en.js";

export type { Messages };

const messagesByLanguage: Readonly<Record<Language, Messages>> = { en: english, de: german };

/** The texts of the pages. */
export function messagesIn(language: Language): Messages {
  return messagesByLanguage[language];
}
