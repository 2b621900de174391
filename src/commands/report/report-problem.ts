import { visibleText } from "../../text/format/visible-text.js";
import type { Language } from "../../text/i18n/language.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import type { ProblemError } from "../../text/problem.js";
import { EXIT_CODE_OF_FAULT, EXIT_CODE_OF_PROBLEM } from "./exit-code.js";
import type { Host } from "../../build/host.js";
import { toWarning } from "./write-warning.js";

/**
 * The one place that turns an expected failure into text and an exit code: one line, for cron's mail, and a second line
 * if there is a command to run. In English if it came up before the language was known.
 */
export async function reportProblem(error: ProblemError, host: Pick<Host, "writeStderr">): Promise<number> {
  host.writeStderr(await describeProblem(error));
  return EXIT_CODE_OF_PROBLEM[error.problem.kind];
}

/** The texts of problems. A run without a problem does not load them. */
export async function loadProblemTexts(language: Language | null): Promise<ProblemTexts> {
  const { problemTextsIn } = await import("../../text/i18n/problem-texts.js");
  return problemTextsIn(language ?? "en");
}

/** What is wrong and how to fix it: two sentences. */
export async function toSentences({
  problem: { what, fix },
  language,
}: Pick<ProblemError, "problem" | "language">): Promise<string> {
  const t = await loadProblemTexts(language);
  return `${what(t)}. ${fix(t)}`;
}

/** The text that stderr gets. */
export async function describeProblem(error: ProblemError): Promise<string> {
  const { command } = error.problem;
  const sentences = await toSentences(error);
  return toWarning(command === undefined ? sentences : `${sentences}:`, command);
}

/** The same for a bug, with its stack: the only failure that takes more lines. */
export function reportFault(error: unknown, host: Pick<Host, "writeStderr">): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split("\n").map(visibleText).join("\n");
  host.writeStderr(`${toWarning("an internal fault, which is a bug. Please report it with these lines:")}${lines}\n`);
  return EXIT_CODE_OF_FAULT;
}
