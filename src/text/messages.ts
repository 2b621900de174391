import type { Language } from "./language.js";
import { english } from "./messages-en.js";

/** Every text for people. A further language is an object of this type: a missing or misspelt key is a type error. */
export type Messages = typeof english;

const messagesByLanguage: Readonly<Record<Language, Messages>> = { en: english };

export function messagesIn(language: Language): Messages {
  return messagesByLanguage[language];
}
