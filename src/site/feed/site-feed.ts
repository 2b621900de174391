import type { DateFormat } from "../../text/format/date-format.js";
import { formatBytes } from "../../text/format/format-bytes.js";
import { formatCountry } from "../../text/format/format-country.js";
import { formatDuration } from "../../text/format/format-duration.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { toMonth } from "../../history/local-day.js";
import { toUser } from "../notices/notice.js";
import { noticeText } from "../notices/notice-text.js";
import { linkedUser } from "../pages/page-frame.js";
import { pathOfServer } from "../pages/server-links.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput, SourceView } from "../site-input.js";
import { noticesPath, userPath } from "../site-paths.js";
import { MOST_EVENTS, toEventKey, toNewest, toSessionEvents, type FeedEvent, type SessionEvent } from "./feed-event.js";

/** What `feed.xml` says. */
export interface SiteFeed {
  readonly title: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** The same in each run. */
  readonly key: string;
  readonly seconds: number;
  /** For filters. */
  readonly category: "connect" | "disconnect" | "notice" | "source";
  readonly title: string;
  readonly text: string;
  /** Path in `out/`. */
  readonly path: string;
}

type FeedInput = Pick<SiteInput, "title" | "language" | "zone" | "countries" | "sources" | "openSessions"> & {
  readonly dateFormat: DateFormat;
};

/** @param events of ended sessions, and notices */
export function siteFeed(input: FeedInput, index: SiteIndex, events: readonly FeedEvent[]): SiteFeed {
  const running = input.openSessions.flatMap((session) => toSessionEvents(session, input.countries));
  const entries = [
    ...toNewest([...running, ...events]).map((event) => toEntry(event, input, index)),
    ...input.sources.map((source) => toSourceEntry(source, input, index)),
  ];
  entries.sort((a, b) => b.seconds - a.seconds || (a.key < b.key ? -1 : 1));
  return { title: input.title, entries: entries.slice(0, MOST_EVENTS) };
}

function toEntry(event: FeedEvent, input: FeedInput, index: SiteIndex): FeedEntry {
  const about = { key: toEventKey(event), seconds: event.seconds };
  if (event.kind !== "notice") {
    const t = messagesIn(input.language);
    const name = toName(event.user, index);
    return {
      ...about,
      category: event.kind,
      title: event.kind === "connect" ? t.feed.connected(name) : t.feed.disconnected(name),
      text: toSessionText(event, input),
      path: userPath(linkedUser(index, event.user).slug),
    };
  }
  const { notice } = event;
  const text = noticeText(notice, input, input.zone);
  const user = toUser(notice);
  return {
    ...about,
    category: "notice",
    title: user === null ? text : `${toName(user, index)}: ${text}`,
    text,
    path: noticesPath(toMonth(notice.day)),
  };
}

function toSessionText(event: SessionEvent, { language }: Pick<FeedInput, "language">): string {
  const t = messagesIn(language);
  const { kind, server, publicIp, country, tunnelIp, lastedSeconds, bytesReceived, bytesSent } = event;
  if (kind === "connect") {
    return [
      server,
      t.feed.from(publicIp, formatCountry(language, country)),
      ...(tunnelIp === "" ? [] : [t.feed.tunnel(tunnelIp)]),
    ].join(" · ");
  }
  const bytes =
    bytesReceived === null || bytesSent === null
      ? []
      : [t.feed.traffic(formatBytes(language, bytesSent), formatBytes(language, bytesReceived))];
  return [server, t.feed.after(formatDuration(language, lastedSeconds)), ...bytes].join(" · ");
}

function toSourceEntry(
  { server, source, state, stateSinceSeconds, detail }: SourceView,
  { language }: FeedInput,
  index: SiteIndex,
): FeedEntry {
  return {
    key: JSON.stringify(["source", server, source, state, stateSinceSeconds]),
    seconds: stateSinceSeconds,
    category: "source",
    title: `${server}: ${messagesIn(language).source.state[state].label}`,
    text: detail === "" ? source : `${source}: ${detail}`,
    path: pathOfServer(index, server),
  };
}

function toName(user: string, index: SiteIndex): string {
  const { alias } = linkedUser(index, user);
  return alias === "" ? user : `${user} (${alias})`;
}
