import type { UnknownCells } from "./csv-layout.js";
import type { ServerClock } from "./server-clock.js";

/** The states that a source can be in. */
export const SOURCE_STATES = [
  "ok",
  "stale",
  "missing",
  "unreadable",
  "empty",
  "incomplete",
  "invalid",
  "client-statistics",
] as const;

/** The one state that a source is in, per run. */
export type SourceState = (typeof SOURCE_STATES)[number];

/** A row of `sources.csv`. Times are epoch seconds. */
export interface SourceRow extends ServerClock {
  readonly server: string;
  /** The path or address as it was given. */
  readonly source: string;
  readonly state: SourceState;
  readonly stateSinceSeconds: number;
  /** Whether the state's problem has been said on stderr. */
  readonly reported: boolean;
  /** Whether rows of its status that are set aside have been said on stderr. */
  readonly rowsReported: boolean;
  /** When its sessions last came back as if two servers wrote it in turn; absent if that is not known of it. */
  readonly alternatedSeconds?: number;
  /** Whether it has been said on stderr that `keep` deletes nothing for now. */
  readonly keepReported: boolean;
  /** Columns of the history that a newer version wrote: kept as they are. */
  readonly unknownCells?: UnknownCells;
}
