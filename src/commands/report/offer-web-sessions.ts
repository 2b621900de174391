import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Config } from "../../io/config/config.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { toCommandLine } from "../../text/format/printed-command.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import type { Host } from "../../build/host.js";
import { writeWarning } from "./write-warning.js";

/** Prints how to import the history of OpenVPN Status Web, if it is in its usual place or beside a status file. */
export function offerWebSessions(
  sources: readonly { readonly source: string }[],
  { command, language }: Pick<Config, "command" | "language">,
  host: Pick<Host, "systemPaths" | "writeStderr">,
): void {
  const { webSessionsFile } = host.systemPaths;
  const besideStatus = sources
    .filter(({ source }) => source.startsWith("/"))
    .map(({ source }) => join(dirname(source), basename(webSessionsFile)));
  const file = [webSessionsFile, ...besideStatus].find((path) => existsSync(path));
  if (file === undefined) return;
  const line = `${toCommandLine(command, "import")} ${shellQuote(file)}`;
  writeWarning(host, messagesIn(language).source.webSessions(file, line));
}
