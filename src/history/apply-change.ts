import type { KnownHistory } from "./advance-history.js";
import { removesUsageOf, type HistoryChange } from "./history-change.js";

/** The history as it stands after a change, without reading it again. */
export function applyChange(known: KnownHistory, change: HistoryChange): KnownHistory {
  const ended = new Map(known.ended);
  for (const id of change.removed) ended.delete(id);
  for (const session of change.ended) ended.set(session.id, session);
  for (const { row } of change.inserted?.sessions ?? []) ended.set(row.id, row);
  const isRemoved = removesUsageOf(change);
  const kept = change.removed.size === 0 ? known.usage : known.usage.filter((row) => !isRemoved(row));
  const inserted = change.inserted?.usage.map(({ row }) => row) ?? [];
  return {
    open: change.open,
    sources: change.sources,
    ended,
    usage: [...kept, ...inserted, ...change.usage],
    hasStrays: known.hasStrays === true,
    samples: [...known.samples, ...change.samples].sort((a, b) => a.timeSeconds - b.timeSeconds),
  };
}
