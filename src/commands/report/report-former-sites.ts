import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import { findFormerSites, forgetFormerSites } from "../../io/history/further-site-folders.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { formerSiteCommand, listOutFolders } from "./former-site-command.js";
import type { ProblemReporter } from "./report-once.js";
import { writeWarning } from "./write-warning.js";

/**
 * Reports that a site for others is still published although the config no longer has it: nobody else would notice. It is not
 * removed, since the line may be missing by mistake. Its copy of the history is deleted. For the holder of the lock.
 *
 * @param reporter null: nothing is to be said
 */
export function reportFormerSites(
  config: Config,
  reporter: ProblemReporter | null,
  host: Pick<Host, "writeStderr">,
): void {
  const outs = listOutFolders(config);
  const { published, removed } = findFormerSites(config.history, outs);
  forgetFormerSites(config.history, outs);
  if (reporter === null) return;
  const t = messagesIn(config.language);
  const isFormer = new Set(published);
  for (const out of [...published, ...removed, ...outs]) {
    const problem = isFormer.has(out) ? { label: out, signature: out } : null;
    reporter.report(`former site ${out}`, problem, ({ kind }) => {
      const text =
        kind === "begins" ? t.formerSite.begins(out, formerSiteCommand(out, config)) : t.formerSite.ends(out);
      writeWarning(host, text);
    });
  }
}
