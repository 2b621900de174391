import { problemTextsIn } from "../../src/text/i18n/problem-texts.js";
import type { Language } from "../../src/text/i18n/language.js";
import type { Problem, Words } from "../../src/text/problem.js";

export function say(words: Words, language: Language = "en"): string {
  return words(problemTextsIn(language));
}

/** A problem as it is told. */
export function sayProblem(
  { kind, what, fix, command }: Problem,
  language: Language = "en",
): { readonly kind: Problem["kind"]; readonly what: string; readonly fix: string; readonly command?: string } {
  const told = { kind, what: say(what, language), fix: say(fix, language) };
  return command === undefined ? told : { ...told, command };
}
