import type { UnknownCells } from "./csv-layout.js";
import type { EventCoverage } from "./event-coverage.js";
import type { EventPosition, EventTrouble } from "./observed-events.js";
import type { ServerClock } from "./server-clock.js";

/** The possible states of a source. */
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

/** A source is in exactly one state per run. */
export type SourceState = (typeof SOURCE_STATES)[number];

/** A row of `sources.csv`. Times are epoch seconds. */
export interface SourceRow extends ServerClock {
  readonly server: string;
  /** The path or address as configured. */
  readonly source: string;
  readonly state: SourceState;
  readonly stateSinceSeconds: number;
  /** Whether the state has been reported as a problem on stderr. */
  readonly reported: boolean;
  /** Whether it has been reported on stderr that rows of its status are set aside. */
  readonly rowsReported: boolean;
  /** When two servers were last seen to write it in turn; absent if they were not. */
  readonly alternatedSeconds?: number;
  /** Whether it has been reported on stderr that `keep` deletes nothing for now. */
  readonly keepReported: boolean;
  /** How far its server's event file has been read; absent if it has none. */
  readonly eventPosition?: EventPosition;
  /** When its server's events were complete; absent if there never were any. */
  readonly eventCoverage?: EventCoverage;
  /** The problem of its events that was reported on stderr. */
  readonly eventTrouble?: EventTrouble;
  /** Cells of columns that only a newer version knows: they are kept. */
  readonly unknownCells?: UnknownCells;
}
