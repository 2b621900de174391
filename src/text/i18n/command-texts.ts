import { germanCommands } from "./command-texts-de.js";
import { englishCommands, type CommandTexts } from "./command-texts-en.js";
import type { Language } from "./language.js";

export type { CommandTexts };

const textsByLanguage: Readonly<Record<Language, CommandTexts>> = { en: englishCommands, de: germanCommands };

/** The output of commands that people run by hand, in one language. */
export function commandTextsIn(language: Language): CommandTexts {
  return textsByLanguage[language];
}
