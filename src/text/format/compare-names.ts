import { compareAsciiNames, isPlainAscii } from "./compare-ascii-names.js";
import type { Language } from "../i18n/language.js";
import { compareTexts } from "../compare-texts.js";

/** Made when first needed, since making one takes a tenth of Node's start-up time. */
const collators = new Map<Language, Intl.Collator>();

/** Orders names as people expect: `a2` before `a10`, `Bob` next to `bob`. Different names never compare as equal. */
export function compareNames(language: Language, a: string, b: string): number {
  const order = isPlainAscii(a) && isPlainAscii(b) ? compareAsciiNames(a, b) : getCollator(language).compare(a, b);
  return order || compareTexts(a, b);
}

function getCollator(language: Language): Intl.Collator {
  let collator = collators.get(language);
  if (collator === undefined) {
    collator = new Intl.Collator(language, { numeric: true });
    collators.set(language, collator);
  }
  return collator;
}
