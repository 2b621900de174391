import { visibleText } from "../../text/format/visible-text.js";
import type { Language } from "../../text/i18n/language.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import type { Problem, ProblemError } from "../../text/problem.js";
import { findLanguage, type LanguageHost } from "../flags/find-language.js";
import { EXIT_CODE_FAULT, PROBLEM_EXIT_CODES } from "./exit-code.js";
import type { Host } from "../../build/host.js";
import { toWarning } from "./write-warning.js";

/**
 * The one place that turns an expected failure into text and an exit code: one line, for cron's mail, and a second line
 * if there is a command to run.
 */
export async function reportProblem(
  error: ProblemError,
  host: LanguageHost & Pick<Host, "writeStderr">,
): Promise<number> {
  host.writeStderr(await describeProblem(error, host));
  return PROBLEM_EXIT_CODES[error.problem.kind];
}

/** The texts of problems. A run without a problem does not load them. */
export async function loadProblemTexts(language: Language): Promise<ProblemTexts> {
  const { problemTextsIn } = await import("../../text/i18n/problem-texts.js");
  return problemTextsIn(language);
}

/**
 * The language in which to report a problem: that of its run, or if it occurred before that was known, the one by
 * {@link findLanguage}.
 */
export function problemLanguage({ language }: ProblemError, host: LanguageHost): Language {
  return language ?? findLanguage(host);
}

/** What is wrong and how to fix it: two sentences. */
export async function toSentences({ what, fix }: Problem, language: Language): Promise<string> {
  const t = await loadProblemTexts(language);
  return `${what(t)}. ${fix(t)}`;
}

/** The text that stderr gets. */
export async function describeProblem(error: ProblemError, host: LanguageHost): Promise<string> {
  const { command } = error.problem;
  const sentences = await toSentences(error.problem, problemLanguage(error, host));
  // A colon replaces the full stop before the command.
  return toWarning(command === undefined ? sentences : `${sentences.replace(/\.$/, "")}:`, command);
}

/** The same for a bug, with its stack: the only failure that takes more lines. */
export function reportFault(error: unknown, host: Pick<Host, "writeStderr">): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split("\n").map(visibleText).join("\n");
  host.writeStderr(`${toWarning("an internal fault, which is a bug. Please report it with these lines:")}${lines}\n`);
  return EXIT_CODE_FAULT;
}
