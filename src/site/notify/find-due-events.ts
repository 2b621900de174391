import { countedFrom } from "../../history/counted-from.js";
import type { HistoryChange, LiveHistory } from "../../history/history-change.js";
import { makeSentEvent, type NotifyKind, type SentEvent } from "../../history/sent-event.js";
import type { Session } from "../../history/session.js";
import type { SourceRow } from "../../history/source-state.js";
import { toEventId } from "../feed/event-id.js";
import { toSourceKey, toSessionKey } from "../feed/feed-event.js";

type Change = Pick<HistoryChange, "open" | "sources" | "ended" | "removed">;

/**
 * Finds who connected and disconnected in a change of the history, and which sources changed their state. It uses the
 * change itself, not the times of events: clocks may be wrong, and a run may be late.
 *
 * @param toDetail the details of a source in its state
 */
export function findDueEvents(
  before: LiveHistory,
  change: Change,
  kinds: readonly NotifyKind[],
  toDetail: (row: SourceRow) => string,
): readonly SentEvent[] {
  const hasKind = ({ kind }: SentEvent): boolean => kinds.some((one) => one === kind);
  const found = [...findSessionEvents(before, change), ...findSourceEvents(before, change, toDetail)];
  return found.filter(hasKind).sort((a, b) => a.seconds - b.seconds);
}

function findSessionEvents(before: LiveHistory, { open, ended, removed }: Change): readonly SentEvent[] {
  // A session that was already recorded as ended is only rewritten, or is connected again: that is no event.
  const known = new Set([...before.open, ...removed].map(({ id }) => id));
  const endedBefore = new Set(removed.map(({ id }) => id));
  return [
    ...[...open, ...ended].filter(({ id }) => !known.has(id)).map((session) => toRow(session, "connect")),
    ...ended.filter(({ id }) => !endedBefore.has(id)).map((session) => toRow(session, "disconnect")),
  ];
}

function toRow(session: Session, kind: "connect" | "disconnect"): SentEvent {
  const { id: sessionId, startSeconds, endSeconds } = session;
  const seconds = kind === "connect" ? countedFrom(session) : (endSeconds ?? 0);
  return makeSentEvent({ id: toEventId(toSessionKey(kind, sessionId)), kind, seconds, sessionId, startSeconds });
}

function findSourceEvents(
  before: LiveHistory,
  { sources }: Change,
  toDetail: (row: SourceRow) => string,
): readonly SentEvent[] {
  const toPlace = ({ server, source }: SourceRow): string => JSON.stringify([server, source]);
  const known = new Map(before.sources.map((row) => [toPlace(row), row.state]));
  return (
    sources
      // A new source that is ok is no event. A row without a path means that there is no source at all.
      .filter((row) => row.source !== "" && row.state !== (known.get(toPlace(row)) ?? "ok"))
      .map((row) => {
        const { server, source, state, stateSinceSeconds: seconds } = row;
        const id = toEventId(toSourceKey(row));
        return makeSentEvent({ id, kind: "source", seconds, server, source, what: state, text: toDetail(row) });
      })
  );
}
