import type { DateFormat } from "../../text/format/date-format.js";
import { toMonth } from "../../history/local-day.js";
import { toUser } from "../notices/notice.js";
import { noticeText } from "../notices/notice-text.js";
import { linkedUser } from "../pages/page-frame.js";
import { toServerPath } from "../pages/server-links.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput, SourceView } from "../site-input.js";
import { noticesPath, userPath } from "../site-paths.js";
import { toNoticeWords, toSessionWords, toSourceWords, toPersonName } from "./event-words.js";
import { MAX_EVENTS, toEventKey, toNewest, toSessionEvents, toSourceKey, type FeedEvent } from "./feed-event.js";

/** The content of `feed.xml`. */
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

type FeedInput = Pick<
  SiteInput,
  "title" | "language" | "zone" | "countries" | "sources" | "openSessions" | "nowSeconds"
> & {
  readonly dateFormat: DateFormat;
};

/** @param events of ended sessions, and notices */
export function siteFeed(input: FeedInput, index: SiteIndex, events: readonly FeedEvent[]): SiteFeed {
  const running = input.openSessions.flatMap((session) => toSessionEvents(session, input.countries));
  const entries = [
    ...toNewest([...running, ...events], input.nowSeconds).map((event) => toEntry(event, input, index)),
    ...input.sources.map((source) => toSourceEntry(source, input, index)),
  ];
  entries.sort((a, b) => b.seconds - a.seconds || (a.key < b.key ? -1 : 1));
  return { title: input.title, entries: entries.slice(0, MAX_EVENTS) };
}

function toEntry(event: FeedEvent, input: FeedInput, index: SiteIndex): FeedEntry {
  const about = { key: toEventKey(event), seconds: event.seconds };
  if (event.kind !== "notice") {
    return {
      ...about,
      category: event.kind,
      ...toSessionWords(event, toName(event.user, input, index), input.language),
      path: userPath(linkedUser(index, event.user).slug),
    };
  }
  const { notice } = event;
  const user = toUser(notice);
  return {
    ...about,
    category: "notice",
    ...toNoticeWords(notice.kind, noticeText(notice, input, input.zone), {
      name: user === null ? null : toName(user, input, index),
      language: input.language,
    }),
    path: noticesPath(toMonth(notice.day)),
  };
}

function toSourceEntry(view: SourceView, { language }: FeedInput, index: SiteIndex): FeedEntry {
  return {
    key: toSourceKey(view),
    seconds: view.stateSinceSeconds,
    category: "source",
    ...toSourceWords(view, language),
    path: toServerPath(index, view.server),
  };
}

function toName(user: string, { language }: FeedInput, index: SiteIndex): string {
  return toPersonName(user, linkedUser(index, user).alias, language);
}
