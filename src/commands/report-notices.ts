import type { SourceNotice } from "../history/source-rows.js";
import type { Language } from "../text/language.js";
import { messagesIn } from "../text/messages.js";
import { visibleText } from "../text/visible-text.js";
import { isNoSource } from "./no-source.js";
import type { World } from "./world.js";

/** One line on stderr for each source's problem that began or ended with this run. */
export function reportNotices(
  notices: readonly SourceNotice[],
  language: Language,
  world: Pick<World, "writeStderr">,
): void {
  const t = messagesIn(language);
  for (const { kind, server, source, state, detail } of notices) {
    if (isNoSource({ server, source })) {
      const text = kind === "ends" ? t.source.noticeEnds(t.source.none) : `${t.source.none}. ${t.source.noneFix}`;
      world.writeStderr(`openvpn-status-site: ${text}\n`);
      continue;
    }
    const texts = t.source.state[state];
    const text = kind === "ends" ? t.source.noticeEnds(texts.label) : t.source.noticeBegins(texts, detail);
    world.writeStderr(`openvpn-status-site: ${visibleText(`${server} (${source}): ${text}`)}\n`);
  }
}
