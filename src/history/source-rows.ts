import type { SourceRow, SourceState } from "./source-state.js";

/** What this run found a source to be. */
export interface SourceObservation {
  readonly server: string;
  readonly source: string;
  readonly state: SourceState;
  /** What was found, for people; empty if nothing is wrong. */
  readonly detail: string;
  /** Time of its newest snapshot that changed the history, this run's included. */
  readonly snapshotSeconds: number | null;
}

/** A source's problem that began or ended with this run: one line on stderr each. */
export interface SourceNotice {
  readonly kind: "begins" | "ends";
  readonly server: string;
  readonly source: string;
  /** The problem's state: the one that begins, or the one that ended. */
  readonly state: SourceState;
  readonly detail: string;
}

/**
 * The rows of `sources.csv` after a run, and what has to be said about them: a problem once when it begins (again if it
 * becomes another), once when it ends; not every minute, for cron mails whatever is said.
 */
export function nextSourceRows(
  previous: readonly SourceRow[],
  observations: readonly SourceObservation[],
  nowSeconds: number,
): { readonly rows: readonly SourceRow[]; readonly notices: readonly SourceNotice[] } {
  const notices: SourceNotice[] = [];
  const rows = observations.map(({ server, source, state, detail, snapshotSeconds }): SourceRow => {
    const before = previous.find((row) => row.server === server && row.source === source);
    const same = before?.state === state;
    const isProblem = state !== "ok";
    if (isProblem && !(same && before.reported)) notices.push({ kind: "begins", server, source, state, detail });
    if (!isProblem && before?.reported === true) {
      notices.push({ kind: "ends", server, source, state: before.state, detail: "" });
    }
    const stateSinceSeconds = same ? before.stateSinceSeconds : nowSeconds;
    const unknownCells = before?.unknownCells;
    return {
      server,
      source,
      snapshotSeconds,
      state,
      stateSinceSeconds,
      reported: isProblem,
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
  });
  return { rows, notices };
}

/** A snapshot's state by its age; `invalid` more than 5 minutes ahead, for then a clock is wrong. */
export function stateOfSnapshot(
  snapshotSeconds: number,
  nowSeconds: number,
  staleAfterSeconds: number,
): "ok" | "stale" | "invalid" {
  const aheadLimitSeconds = 300;
  if (snapshotSeconds > nowSeconds + aheadLimitSeconds) return "invalid";
  return nowSeconds - snapshotSeconds > staleAfterSeconds ? "stale" : "ok";
}
