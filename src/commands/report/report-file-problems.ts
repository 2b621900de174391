import type { Host } from "../../build/host.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { FILE_TOPICS, type FileProblems } from "../../site/site-input.js";
import type { ProblemReporter } from "./report-once.js";
import { writeWarning } from "./write-warning.js";

/** Writes one line to stderr when a problem with a file that the config names begins, and one when it ends. */
export function reportFileProblems(
  problems: FileProblems,
  language: Language,
  reporter: ProblemReporter,
  host: Pick<Host, "writeStderr">,
): void {
  const { fileProblem } = messagesIn(language);
  for (const topic of FILE_TOPICS) {
    const { heading, fix, ends } = fileProblem[topic];
    const problem = problems[topic];
    reporter.report(topic, problem === "" ? null : { label: heading, signature: problem }, ({ kind }) => {
      writeWarning(host, kind === "begins" ? `${heading}: ${problem}. ${fix}` : ends);
    });
  }
}
