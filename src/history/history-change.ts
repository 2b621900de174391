import type { Sample } from "./sample.js";
import type { Session } from "./session.js";
import type { SourceRow } from "./source-state.js";
import type { Usage } from "./usage.js";

/** The part of the history that each run replaces whole. */
export interface LiveHistory {
  readonly open: readonly Session[];
  readonly sources: readonly SourceRow[];
}

/** What one run, or several in a row, make of the history: new live files, and rows to add. */
export interface HistoryChange extends LiveHistory {
  readonly ended: readonly Session[];
  readonly reopened: readonly Session[];
  readonly usage: readonly Usage[];
  readonly samples: readonly Sample[];
}
