import { join } from "node:path";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import type { DayRows } from "../../io/history/day-rows.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { ProblemReporter } from "./report-once.js";
import { writeWarning } from "./write-warning.js";

/** Writes a line to stderr for each day file whose truncated last row was removed. */
export function cutRowReporter(
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  host: Pick<Host, "writeStderr">,
): (path: string) => void {
  return (path) => {
    if (!quiet) writeWarning(host, messagesIn(language).cutRow(path));
  };
}

/**
 * Reports day files whose last row is truncated: it is left out of the site, and the next row would replace it. Only
 * files that were read are known. A file that has changed is read in the next run.
 *
 * @param reporter null: each is reported now
 */
export function reportCutFiles(
  rows: Pick<DayRows, "cutFiles">,
  { history, language }: Pick<Config, "history" | "language">,
  reporter: ProblemReporter | null,
  host: Pick<Host, "writeStderr">,
): void {
  for (const [name, isCut] of rows.cutFiles()) {
    const path = join(history, name);
    const report = (isEnd: boolean): void => {
      const t = messagesIn(language);
      writeWarning(host, isEnd ? t.cutFile.ends(path) : t.cutFile.begins(path, shellQuote(path)));
    };
    const problem = isCut ? { label: path, signature: path } : null;
    if (reporter !== null)
      reporter.report(`cut row ${name}`, problem, ({ kind }) => {
        report(kind === "ends");
      });
    else if (isCut) report(false);
  }
}
