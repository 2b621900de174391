import type { OrphanedUsage } from "./orphaned-usage.js";
import type { LaterSamples, Sample, TrafficCorrection } from "./sample.js";
import type { SentEvent } from "./sent-event.js";
import type { Session } from "./session.js";
import type { SourceRow } from "./source-state.js";
import type { Usage } from "./usage.js";

/** The part of the history that each run replaces as a whole. */
export interface LiveHistory {
  readonly open: readonly Session[];
  readonly sources: readonly SourceRow[];
}

/** What one run, or several in a row, change in the history: new live files, rows to add and rows to remove. */
export interface HistoryChange extends LiveHistory {
  readonly ended: readonly Session[];
  readonly usage: readonly Usage[];
  readonly samples: readonly Sample[];
  /** Traffic to add to existing samples, or to take back from them. */
  readonly trafficCorrections: readonly TrafficCorrection[];
  /** Samples to remove; absent if there are none. */
  readonly samplesTakenBack?: readonly LaterSamples[];
  /**
   * Ended sessions whose rows are removed from the day files. Their usage rows are removed too, unless `open` or `ended`
   * has the session: then it was recorded as ended but is still connected, or its row is replaced.
   */
  readonly removed: readonly Session[];
  /** Sessions without a row whose usage rows are removed; absent if there are none. */
  readonly orphans?: readonly OrphanedUsage[];
  /** Rows to insert between existing ones; absent if there are none. */
  readonly inserted?: InsertedRows;
  /** What becomes of samples that are too old to keep; absent: they stay. */
  readonly oldSamples?: OldSamples;
  /** How `sent.csv` changes, besides losing the removed sessions; absent: not at all. */
  readonly sent?: SentChange;
}

/** `drop`: `[notify]` is off. `add`: events that are due, if earlier ones have been recorded before. */
export type SentChange = { readonly kind: "drop" } | { readonly kind: "add"; readonly due: readonly SentEvent[] };

/** Samples that are too old to keep are summed by hour. */
export interface OldSamples {
  readonly staleAfterSeconds: number;
  /** The first UTC day whose hours are kept; empty: all. */
  readonly firstHoursDay: string;
}

export interface InsertedRows {
  readonly sessions: readonly PlacedRow<Session>[];
  readonly usage: readonly PlacedRow<Usage>[];
}

/** A row and its place in a day file. */
export interface PlacedRow<Row> {
  /** The day that the file is named after. */
  readonly day: string;
  /** The number of rows before it; `null`: its place follows from the order of the others. */
  readonly place: number | null;
  readonly row: Row;
}

/** The empty change, from which others are made. */
export function noChange({ open, sources }: LiveHistory): HistoryChange {
  return { open, sources, ended: [], usage: [], samples: [], trafficCorrections: [], removed: [] };
}

/** Makes a check of whether a change removes the usage rows of a session. */
export function makeRemovedUsageCheck(change: HistoryChange): (row: { readonly id: string }) => boolean {
  const orphans = (change.orphans ?? []).map(({ id }) => id);
  if (change.removed.length === 0 && orphans.length === 0) return () => false;
  const kept = new Set([...change.open, ...change.ended].map(({ id }) => id));
  const removed = new Set([...change.removed.map(({ id }) => id).filter((id) => !kept.has(id)), ...orphans]);
  return ({ id }) => removed.has(id);
}
