import { formatBytes } from "../../text/format/format-bytes.js";
import { formatCountry } from "../../text/format/format-country.js";
import { formatDuration } from "../../text/format/format-duration.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { NoticeKind } from "../notices/notice.js";
import type { SourceView } from "../site-input.js";
import type { SessionEvent } from "./feed-event.js";

/** An event in words, in the feed and for a command. Names are as they are: each output escapes them. */
export interface EventWords {
  readonly title: string;
  readonly text: string;
}

/** @param alias empty: the user has none */
export function toPersonName(user: string, alias: string, language: Language): string {
  const name = user || messagesIn(language).noName;
  return alias === "" ? name : `${name} (${alias})`;
}

/** @param name of the user */
export function toSessionWords(event: SessionEvent, name: string, language: Language): EventWords {
  const t = messagesIn(language);
  const { kind, server, publicIp, country, tunnelIp, lastedSeconds, bytesReceived, bytesSent } = event;
  if (kind === "connect") {
    const from = t.feed.from(publicIp, formatCountry(language, country));
    const tunnel = tunnelIp === "" ? [] : [t.feed.tunnel(tunnelIp)];
    return { title: t.feed.connected(name), text: [server, from, ...tunnel].join(" · ") };
  }
  const bytes =
    bytesReceived === null || bytesSent === null
      ? []
      : [t.feed.traffic(formatBytes(language, bytesSent), formatBytes(language, bytesReceived))];
  const after = t.feed.after(formatDuration(language, lastedSeconds));
  return { title: t.feed.disconnected(name), text: [server, after, ...bytes].join(" · ") };
}

/**
 * @param sentence what follows the name
 * @param name of the user; null: it is about no user
 */
export function toNoticeWords(
  kind: NoticeKind,
  sentence: string,
  { name, language }: { readonly name: string | null; readonly language: Language },
): EventWords {
  const title = name === null ? sentence : `${name}: ${sentence}`;
  return { title, text: messagesIn(language).notices.label[kind] };
}

/** The title and text of a source's state. */
export function toSourceWords(
  { server, source, state, detail }: Pick<SourceView, "server" | "source" | "state" | "detail">,
  language: Language,
): EventWords {
  return {
    title: `${server}: ${messagesIn(language).source.state[state].label}`,
    text: detail === "" ? source : `${source}: ${detail}`,
  };
}
