import type { Sample, WrongTraffic } from "./sample.js";
import type { Session } from "./session.js";
import type { SourceRow } from "./source-state.js";
import type { Usage } from "./usage.js";

/** The part of the history that each run replaces whole. */
export interface LiveHistory {
  readonly open: readonly Session[];
  readonly sources: readonly SourceRow[];
}

/** What one run, or several in a row, make of the history: new live files, rows to add and rows to take away. */
export interface HistoryChange extends LiveHistory {
  readonly ended: readonly Session[];
  readonly usage: readonly Usage[];
  readonly samples: readonly Sample[];
  /** To be taken out of samples that are already there. */
  readonly wrongTraffic: readonly WrongTraffic[];
  /**
   * Ids of sessions whose rows leave the day files. Their usage goes with them, except where `open` has the session:
   * then it was written as ended, and is proven still connected.
   */
  readonly removed: ReadonlySet<string>;
  /** Rows that go between others; absent: none. */
  readonly inserted?: InsertedRows;
}

export interface InsertedRows {
  readonly sessions: readonly PlacedRow<Session>[];
  readonly usage: readonly PlacedRow<Usage>[];
}

/** A row of a day file, and where in it. */
export interface PlacedRow<Row> {
  /** The day that the file is named after. */
  readonly day: string;
  /** How many rows stand before it; `null`: by its order among the others. */
  readonly place: number | null;
  readonly row: Row;
}

/** The change that leaves all as it is, for others to be made from. */
export function noChange({ open, sources }: LiveHistory): HistoryChange {
  return { open, sources, ended: [], usage: [], samples: [], wrongTraffic: [], removed: new Set() };
}

/** Whether a change takes away a usage row of this session. */
export function makeRemovedUsageCheck(change: HistoryChange): (row: { readonly id: string }) => boolean {
  const open = new Set(change.open.map(({ id }) => id));
  return ({ id }) => change.removed.has(id) && !open.has(id);
}
