import { germanHelp } from "./help-texts-de.js";
import { englishHelp, type HelpTexts } from "./help-texts-en.js";
import type { Language } from "./language.js";

const textsByLanguage: Readonly<Record<Language, HelpTexts>> = { en: englishHelp, de: germanHelp };

/** What `--help` prints, in one language. */
export function helpTextsIn(language: Language): HelpTexts {
  return textsByLanguage[language];
}
