import { isBeyondNow } from "../../history/clock-ahead.js";
import { countedFrom, durationSeconds } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import type { SourceRow } from "../../history/source-state.js";
import type { Countries } from "../countries.js";
import { type Notice, toSessionId } from "../notices/notice.js";

/** Something that happened, for `feed.xml`. Plain data; times are epoch seconds. */
export type FeedEvent = SessionEvent | { readonly kind: "notice"; readonly seconds: number; readonly notice: Notice };

export interface SessionEvent {
  readonly kind: "connect" | "disconnect";
  readonly seconds: number;
  readonly sessionId: string;
  readonly user: string;
  readonly server: string;
  readonly publicIp: string;
  /** The code of its country; empty if not known. It is remembered, so that no run has to open the database. */
  readonly country: string;
  readonly tunnelIp: string;
  readonly lastedSeconds: number;
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** At most this many events are in the feed. */
export const MAX_EVENTS = 200;

/** The connect of a session, and its disconnect if it has ended. */
export function toSessionEvents(session: Session, countries: Countries): readonly SessionEvent[] {
  const { id, user, server, publicIp, tunnelIp, endSeconds, bytesReceived, bytesSent } = session;
  const connect: SessionEvent = {
    kind: "connect",
    seconds: countedFrom(session),
    sessionId: id,
    user,
    server,
    publicIp,
    country: countries.find(publicIp),
    tunnelIp,
    lastedSeconds: 0,
    bytesReceived: null,
    bytesSent: null,
  };
  if (endSeconds === null) return [connect];
  const lastedSeconds = durationSeconds(session, endSeconds);
  return [connect, { ...connect, kind: "disconnect", seconds: endSeconds, lastedSeconds, bytesReceived, bytesSent }];
}

/** What happened in one month. */
export interface FeedMonth {
  readonly startSeconds: number;
  /** The sessions that were connected in it. */
  readonly sessions: readonly Session[];
  readonly notices: readonly Notice[];
}

/**
 * The newest events of ended sessions, and notices. The events of running sessions are found in each run. Those that are
 * beyond now come in addition: a later run may use the same events.
 *
 * @param months newest first: each is read only if the newer ones have too few events
 */
export function findNewestEvents(
  months: Iterable<FeedMonth>,
  countries: Countries,
  nowSeconds: number,
): readonly FeedEvent[] {
  const events = new Map<string, FeedEvent>();
  for (const { startSeconds, sessions, notices } of months) {
    for (const session of sessions) {
      if (session.endSeconds === null) continue;
      for (const event of toSessionEvents(session, countries)) events.set(toEventKey(event), event);
    }
    for (const notice of notices) {
      const event = { kind: "notice", seconds: notice.seconds, notice } as const;
      events.set(toEventKey(event), event);
    }
    const known = [...events.values()].filter(
      ({ seconds }) => seconds >= startSeconds && !isBeyondNow(seconds, nowSeconds),
    );
    if (known.length >= MAX_EVENTS) break;
  }
  const beyondNow = [...events.values()].filter(({ seconds }) => isBeyondNow(seconds, nowSeconds));
  return [...beyondNow, ...toNewest([...events.values()], nowSeconds)];
}

/** Sorts newest first, in a total order, without events that are beyond now. */
export function toNewest(events: readonly FeedEvent[], nowSeconds: number): readonly FeedEvent[] {
  const keyed = events
    .filter(({ seconds }) => !isBeyondNow(seconds, nowSeconds))
    .map((event) => ({ event, key: toEventKey(event) }));
  keyed.sort((a, b) => b.event.seconds - a.event.seconds || (a.key < b.key ? -1 : 1));
  return keyed.slice(0, MAX_EVENTS).map(({ event }) => event);
}

/** The identity of an event: it stays the same if more becomes known about it. */
export function toEventKey(event: FeedEvent): string {
  return event.kind === "notice" ? toNoticeKey(event.notice) : toSessionKey(event.kind, event.sessionId);
}

/** The identity of a connect or disconnect. */
export function toSessionKey(kind: SessionEvent["kind"], sessionId: string): string {
  return JSON.stringify([kind, sessionId]);
}

/** The identity of a notice: its kind, its user or server, and its days. */
export function toNoticeKey(notice: Notice): string {
  if (notice.kind === "server-certificate") {
    return JSON.stringify(["notice", notice.kind, notice.server ?? "", notice.of, notice.isExpired, notice.day]);
  }
  if (notice.kind === "gap") return JSON.stringify(["notice", notice.kind, notice.day, notice.lastDay]);
  return JSON.stringify(["notice", notice.kind, notice.user, notice.day, toSessionId(notice)]);
}

/** The identity of a change of a source's state. */
export function toSourceKey({
  server,
  source,
  state,
  stateSinceSeconds,
}: Pick<SourceRow, "server" | "source" | "state" | "stateSinceSeconds">): string {
  return JSON.stringify(["source", server, source, state, stateSinceSeconds]);
}
