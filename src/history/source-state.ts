/** ◆ The one state that a source is in, per run (design, section 3). */
export type SourceState =
  "ok" | "stale" | "missing" | "unreadable" | "empty" | "incomplete" | "invalid" | "client-statistics";

/** A row of `sources.csv`. Times are epoch seconds. */
export interface SourceRow {
  readonly server: string;
  /** The path or address as it was given. */
  readonly source: string;
  /** Time of the last snapshot that changed the history. */
  readonly snapshotSeconds: number | null;
  readonly state: SourceState;
  readonly stateSinceSeconds: number;
  /** Whether the state's problem has been said on stderr. */
  readonly reported: boolean;
}
