import type { ObservedSource } from "../../history/advance-history.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { readAliases } from "../../io/config/read-aliases.js";
import { visibleText } from "../../text/format/visible-text.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { SayOnce } from "./say-once.js";

/** Writes one line to stderr when a problem with the alias file begins, and one when it ends. */
export function reportAliases(
  observed: readonly ObservedSource[],
  { config }: GenSettings,
  once: SayOnce,
  host: Pick<Host, "writeStderr">,
): void {
  const { aliasesProblem: t, source } = messagesIn(config.language);
  const paths = observed.map((one) => one.source);
  const { problem } = readAliases(config.aliases, paths);
  once.tell("aliases", problem === "" ? null : { label: t.heading, signature: problem }, (what) => {
    const text = "begins" in what ? `${t.heading}: ${problem}. ${t.fix}` : source.noticeEnds(t.heading);
    host.writeStderr(`openvpn-status-site: ${visibleText(text)}\n`);
  });
}
