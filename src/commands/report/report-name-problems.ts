import type { BuildReport } from "../../build/build-site.js";
import type { Host } from "../../build/host.js";
import { visibleText } from "../../text/format/visible-text.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { SayOnce } from "./say-once.js";

/** Writes one line to stderr when a problem with the aliases or the countries begins, and one when it ends. */
export function reportNameProblems(
  { aliases, countries }: BuildReport["nameProblems"],
  language: Language,
  once: SayOnce,
  host: Pick<Host, "writeStderr">,
): void {
  const { aliasesProblem, countriesProblem, source } = messagesIn(language);
  const report = (topic: string, problem: string, { heading, fix }: typeof aliasesProblem): void => {
    once.tell(topic, problem === "" ? null : { label: heading, signature: problem }, (what) => {
      const text = "begins" in what ? `${heading}: ${problem}. ${fix}` : source.noticeEnds(heading);
      host.writeStderr(`openvpn-status-site: ${visibleText(text)}\n`);
    });
  };
  report("aliases", aliases, aliasesProblem);
  report("countries", countries, countriesProblem);
}
