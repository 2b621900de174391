import { renderSystemFile } from "../../render/system/system-file.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import type { PrintContext } from "./print-context.js";
import { toGenWords } from "./to-gen-words.js";

/** A file for `/etc/cron.d`. */
export function printCron(context: PrintContext): string {
  const { config, templates, host } = context;
  return renderSystemFile(templates, "cron", {
    t: commandTextsIn(config.language).print.cron,
    path: "/etc/cron.d/openvpn-status-site",
    user: host.nonRootUser ?? "root",
    command: toGenWords(context).map(shellQuote).join(" ").replaceAll("%", "\\%"),
  });
}
