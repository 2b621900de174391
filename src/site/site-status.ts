import { outdatedAfterSeconds } from "./freshness.js";
import { type LiveSession, liveSessions } from "./pages/live-session.js";
import type { LiveIndex } from "./site-index.js";
import { noticeText } from "./notices/notice-text.js";
import { findTroubles } from "./notices/live-notices.js";
import { defaultWording } from "../text/format/date-format.js";
import { messagesIn } from "../text/i18n/messages.js";
import { toUser, type NoticeKind, toServer } from "./notices/notice.js";
import type { SiteInput, SourceView } from "./site-input.js";

/** The current state, for programs: the content of `status.json`. Times are epoch seconds. */
export interface SiteStatus {
  readonly title: string;
  readonly generatedSeconds: number;
  /** The age from which it is outdated. */
  readonly staleAfterSeconds: number;
  readonly state: SiteState;
  readonly sources: readonly SourceView[];
  /** The notices since yesterday. */
  readonly notices: readonly StatusNotice[];
  /** As in the live table. */
  readonly clients: readonly LiveSession[];
}

/** A notice in the site's language. */
export interface StatusNotice {
  readonly kind: NoticeKind | "source" | "source-advice" | "nearly-full" | "expected" | "never-connected";
  /** Null if it is about no single server, or about no user. */
  readonly server: string | null;
  readonly user: string | null;
  /** Null for notices without a time. */
  readonly seconds: number | null;
  /** Without the name of the user or the server. */
  readonly text: string;
}

/** @param live the running sessions as on the pages */
export function siteStatus(
  input: SiteInput,
  index: LiveIndex,
  live: readonly LiveSession[] = liveSessions(input, index),
): SiteStatus {
  return {
    title: input.title,
    generatedSeconds: input.nowSeconds,
    staleAfterSeconds: outdatedAfterSeconds(input),
    state: siteState(input),
    sources: input.sources,
    notices: statusNotices(input, index),
    clients: live,
  };
}

function statusNotices(input: SiteInput, index: LiveIndex): readonly StatusNotice[] {
  const { language, zone } = input;
  const { notices, neverConnected, absent } = index.facts;
  const t = messagesIn(language);
  return [
    ...findTroubles(input, index).map(({ kind, server, sinceSeconds, text }): StatusNotice => {
      return { kind, server, user: null, seconds: sinceSeconds, text };
    }),
    ...absent.map(({ name, user, lastEndSeconds }): StatusNotice => {
      return { kind: "expected", server: null, user: user ?? name, seconds: lastEndSeconds, text: t.notices.expected };
    }),
    ...notices.map((notice): StatusNotice => {
      return {
        kind: notice.kind,
        server: toServer(notice),
        user: toUser(notice),
        seconds: notice.seconds,
        text: noticeText(notice, defaultWording(language), zone),
      };
    }),
    ...neverConnected.map((user): StatusNotice => {
      return { kind: "never-connected", server: null, user, seconds: null, text: t.notices.neverConnectedAlias };
    }),
  ];
}

/** The site's state in one word, as its icon shows it: `idle` if nobody is connected and nothing is wrong. */
export type SiteState = "ok" | "problem" | "idle";

/** A source that is not ok is a problem; so is having no source. */
export function siteState({ sources, openSessions }: Pick<SiteInput, "sources" | "openSessions">): SiteState {
  if (sources.length === 0 || sources.some(({ state }) => state !== "ok")) return "problem";
  return openSessions.length > 0 ? "ok" : "idle";
}
