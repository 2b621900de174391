import { join } from "node:path";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import type { DayRows } from "../../io/history/day-rows.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { ProblemReporter } from "./report-once.js";
import { writeWarning } from "./write-warning.js";

/** Writes a line to stderr for each file of rows whose truncated last row was removed. */
export function cutRowReporter(
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  host: Pick<Host, "writeStderr">,
): (path: string) => void {
  return (path) => {
    if (!quiet) writeWarning(host, messagesIn(language).cutRow(path));
  };
}

/**
 * Reports day files whose last row is truncated, or may be. A truncated row is left out of the site, and the next row would
 * replace it. Only files that were read are known. A file that has changed is read in the next run.
 *
 * @param reporter null: each is reported now
 */
export function reportCutFiles(
  rows: Pick<DayRows, "lastRows">,
  { history, language }: Pick<Config, "history" | "language">,
  reporter: ProblemReporter | null,
  host: Pick<Host, "writeStderr">,
): void {
  const t = messagesIn(language);
  for (const [name, end] of rows.lastRows()) {
    const path = join(history, name);
    const texts = {
      whole: t.cutFile.ends(path),
      unterminated: t.cutFile.unterminated(path, shellQuote(path)),
      cut: t.cutFile.begins(path, shellQuote(path)),
    };
    const write = (): void => {
      writeWarning(host, texts[end]);
    };
    const problem = end === "whole" ? null : { label: path, signature: `${path} ${end}` };
    if (reporter !== null) reporter.report(`cut row ${name}`, problem, write);
    else if (problem !== null) write();
  }
}
