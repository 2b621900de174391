import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { NotifyConfig } from "../../io/config/config.js";
import { refuseCommand } from "../../io/notify/refuse-command.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { ProblemError } from "../../text/problem.js";
import { toSentences } from "../report/report-problem.js";
import type { ProblemReporter } from "../report/report-once.js";
import { writeWarning } from "../report/write-warning.js";

/**
 * Whether the command of `[notify]` can be run, as far as files tell: a path that is wrong should be known before the first event.
 * What is wrong is said once, when it begins and when it ends.
 */
export async function checkCommand(
  { command }: NotifyConfig,
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  reporter: ProblemReporter,
  host: Host,
): Promise<boolean> {
  const error = findProblem(command, host);
  if (quiet) return error === null;
  const sentences = error === null ? "" : await toSentences(error.problem, language);
  const known = error === null ? null : { label: "notify-command", signature: error.message };
  reporter.report("notify-command", known, ({ kind }) => {
    writeWarning(host, kind === "begins" ? sentences : messagesIn(language).notify.canRunAgain);
  });
  return error === null;
}

function findProblem(command: string, { nonRootUser }: Host): ProblemError | null {
  try {
    refuseCommand({ command, nonRootUser });
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}
