import type { Language } from "./i18n/language.js";
import { englishProblems, type ProblemTexts } from "./i18n/problem-texts-en.js";

/** A text in any language: where a problem occurs, the language of the report is unknown. */
export type Words = (t: ProblemTexts) => string;

/** Tells words that say what is wrong from what was read. Rows are read by the hundred thousand, so nothing is put around them. */
export function isWords(read: unknown): read is Words {
  return typeof read === "function";
}

/** An expected failure that users can fix. Everything else that throws is a bug. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The problem, quoting the value. */
  readonly what: Words;
  /** What the user can do. */
  readonly fix: Words;
  /** A command that fixes it; it is printed on its own line. */
  readonly command?: string;
}

export type ProblemKind =
  "usage" | "bad-source" | "bad-history" | "no-source" | "cannot-write" | "io" | "locked" | "permission" | "config";

/** Carries a problem to the one place that turns problems into text and exit codes. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  /** The language of the run in which it occurred, once that is known. */
  language: Language | null = null;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.what(englishProblems), options);
    this.problem = problem;
  }
}

/** Runs a part of a command whose problems are reported in this language. */
export function inLanguage<T>(language: Language, run: () => T): T {
  const pass = (error: unknown): never => {
    if (error instanceof ProblemError) error.language = language;
    throw error;
  };
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(pass) as T) : result;
  } catch (error) {
    return pass(error);
  }
}
