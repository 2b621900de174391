import type { Language } from "./language.js";
import { germanProblems } from "./problem-texts-de.js";
import { englishProblems, type ProblemTexts } from "./problem-texts-en.js";

const textsByLanguage: Readonly<Record<Language, ProblemTexts>> = { en: englishProblems, de: germanProblems };

/** What is wrong with a run, and how to fix it, in one language. */
export function problemTextsIn(language: Language): ProblemTexts {
  return textsByLanguage[language];
}
