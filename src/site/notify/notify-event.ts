import type { SentEvent } from "../../history/sent-event.js";
import type { Session } from "../../history/session.js";
import { SOURCE_STATES } from "../../history/source-state.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { toNoticeWords, toSessionWords, toSourceWords, toPersonName, type EventWords } from "../feed/event-words.js";
import { toSessionEvents } from "../feed/feed-event.js";
import { isAboutUsers, NOTICE_KINDS } from "../notices/notice.js";
import type { SiteInput } from "../site-input.js";

/** An event for the command of `[notify]`. Times are epoch seconds; fields that an event does not have are null. */
export interface NotifyEvent extends EventWords {
  readonly id: string;
  readonly kind: SentEvent["kind"];
  readonly seconds: number;
  readonly server: string | null;
  readonly user: string | null;
  /** Empty if the user has none. */
  readonly alias: string | null;
  readonly session: Session | null;
  readonly country: string;
  /** The kind of a notice. */
  readonly notice: string | null;
  readonly source: string | null;
  readonly state: string | null;
  /** How many events were left out. */
  readonly count: number | null;
}

interface NotifyContext extends Pick<SiteInput, "aliases" | "countries" | "language"> {
  /** Undefined: it is not in the history any more. */
  readonly findSession: (event: SentEvent) => Session | undefined;
}

/** @returns null if its session has left the history */
export function toNotifyEvent(event: SentEvent, context: NotifyContext): NotifyEvent | null {
  switch (event.kind) {
    case "connect":
    case "disconnect":
      return toSessionEvent(event, event.kind, context);
    case "notice": {
      const kind = NOTICE_KINDS.find((one) => one === event.what);
      if (kind === undefined) return null;
      // Users may have an empty name.
      const user = isAboutUsers(kind) ? event.user : null;
      const alias = user === null ? null : (context.aliases.get(user) ?? "");
      const name = user === null ? null : toPersonName(user, alias ?? "", context.language);
      return {
        ...toPlain(event, toNoticeWords(kind, event.text, { name, language: context.language })),
        server: event.server === "" ? null : event.server,
        user,
        alias,
        notice: kind,
      };
    }
    case "source": {
      const { server, source, text } = event;
      const state = SOURCE_STATES.find((one) => one === event.what);
      if (state === undefined) return null;
      const words = toSourceWords({ server, source, state, detail: text }, context.language);
      return { ...toPlain(event, words), server, source, state };
    }
    case "left-out": {
      const t = messagesIn(context.language);
      const count = Number(event.what);
      return { ...toPlain(event, { title: t.notify.leftOut(count), text: t.notify.leftOutText }), count };
    }
  }
}

function toSessionEvent(
  event: SentEvent,
  kind: "connect" | "disconnect",
  { aliases, countries, language, findSession }: NotifyContext,
): NotifyEvent | null {
  const session = findSession(event);
  if (session === undefined) return null;
  const { user, server } = session;
  const alias = aliases.get(user) ?? "";
  const found = toSessionEvents(session, countries).find((one) => one.kind === kind);
  // It was taken for ended, and is connected again.
  if (found === undefined) return null;
  const words = toSessionWords(found, toPersonName(user, alias, language), language);
  return { ...toPlain(event, words), seconds: found.seconds, server, user, alias, session, country: found.country };
}

function toPlain({ id, kind, seconds }: SentEvent, words: EventWords): NotifyEvent {
  return {
    id,
    kind,
    seconds,
    ...words,
    server: null,
    user: null,
    alias: null,
    session: null,
    country: "",
    notice: null,
    source: null,
    state: null,
    count: null,
  };
}
