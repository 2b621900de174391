import { join } from "node:path";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { writeLastNotify } from "../../io/cache/last-notify.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { toSentences, loadProblemTexts } from "../report/report-problem.js";
import type { ProblemReporter } from "../report/report-once.js";
import { writeWarning } from "../report/write-warning.js";
import type { Outgoing } from "./prepare-events.js";
import { sendEvents } from "./send-events.js";

/**
 * Sends the events that are due to the command of `[notify]`. A failure is reported when it begins and when it ends, except
 * that the command cannot be run at all (not `canRun`): that was reported already.
 */
export async function runNotify(
  outgoing: Outgoing,
  { config, nowSeconds, quiet, verbose, canRun }: GenSettings & { readonly canRun: boolean },
  reporter: ProblemReporter,
  host: Host,
): Promise<void> {
  const { notify, language } = config;
  if (notify === null || outgoing.lines.size === 0) return;
  const result = await sendEvents(outgoing, config, notify, nowSeconds, host);
  if (result.kind === "busy") return;
  const t = messagesIn(language);
  const failure = result.kind === "failed" ? result : null;
  const texts = await loadProblemTexts(language);
  writeLastNotify(join(config.history, "cache"), {
    endedSeconds: Math.round(host.nowSeconds()),
    problem: failure === null ? null : failure.problem.problem.what(texts),
    dueCount: failure?.dueCount ?? 0,
  });
  if (verbose && result.kind === "sent") host.writeStdout(`${notify.command}: ${result.count} told\n`);
  if (quiet || !canRun) return;
  const sentences = failure === null ? "" : await toSentences(failure.problem.problem, language);
  const lastLine =
    failure === null || failure.lastLine === "" ? "" : ` ${t.notify.said(JSON.stringify(failure.lastLine))}`;
  const known = failure === null ? null : { label: "notify", signature: failure.problem.message };
  reporter.report("notify", known, ({ kind }) => {
    const text = kind === "begins" ? `${sentences}${lastLine}` : t.notify.worksAgain;
    writeWarning(host, text);
  });
}
