import type { KnownHistory } from "./advance-history.js";
import type { HistoryChange } from "./history-change.js";

/** The history as it stands after a change, without reading it again. */
export function applyChange(known: KnownHistory, change: HistoryChange): KnownHistory {
  const ended = new Map(known.ended);
  for (const { id } of change.reopened) ended.delete(id);
  for (const session of change.ended) ended.set(session.id, session);
  return {
    open: change.open,
    sources: change.sources,
    ended,
    usage: [...known.usage, ...change.usage],
    samples: [...known.samples, ...change.samples].sort((a, b) => a.timeSeconds - b.timeSeconds),
  };
}
