import { germanDoctor } from "./doctor-texts-de.js";
import { englishDoctor, type DoctorTexts } from "./doctor-texts-en.js";
import type { Language } from "./language.js";

export type { DoctorTexts };

const textsByLanguage: Readonly<Record<Language, DoctorTexts>> = { en: englishDoctor, de: germanDoctor };

/** What `doctor` prints, in one language. */
export function doctorTextsIn(language: Language): DoctorTexts {
  return textsByLanguage[language];
}
