import type { RowSetAside } from "../status/rows-set-aside.js";
import type { ServerClock } from "./server-clock.js";
import type { SourceAdvice } from "./source-advice.js";
import type { SourceRow, SourceState } from "./source-state.js";

/** What this run found a source to be. */
export interface SourceObservation {
  readonly server: string;
  readonly source: string;
  readonly state: SourceState;
  /** What was found, for people; empty if nothing is wrong. */
  readonly detail: string;
  readonly advice?: SourceAdvice | undefined;
  /** After this run. */
  readonly clock: ServerClock;
  /** Rows of its status that could not be taken; `null` where no status was read. */
  readonly rowsSetAside: readonly RowSetAside[] | null;
  /** Whether its snapshot was accepted and looks as if another server wrote it than the one before. */
  readonly hasAlternated?: boolean;
}

/** A source's problem that began or ended with this run: one line on stderr each. */
export type SourceNotice = StateNotice | RowsNotice;

export interface StateNotice {
  readonly kind: "begins" | "ends";
  readonly server: string;
  readonly source: string;
  /** The problem's state: the one that begins, or the one that ended. */
  readonly state: SourceState;
  readonly detail: string;
  /** Absent where the advice for the state itself fits. */
  readonly advice?: SourceAdvice | undefined;
}

/** Rows are set aside from now on, or no longer. */
export interface RowsNotice {
  readonly kind: "rows-begin" | "rows-end";
  readonly server: string;
  readonly source: string;
  readonly rows: readonly RowSetAside[];
}

/**
 * The rows of `sources.csv` after a run, and what has to be said about them: a problem once when it begins (again if it
 * becomes another), once when it ends; not every minute, for cron mails whatever is said. So are rows that are set aside:
 * once from the first one to the last, whichever they are meanwhile.
 */
export function nextSourceRows(
  previous: readonly SourceRow[],
  observations: readonly SourceObservation[],
  nowSeconds: number,
): { readonly rows: readonly SourceRow[]; readonly notices: readonly SourceNotice[] } {
  const notices: SourceNotice[] = [];
  const isObserved = (row: SourceRow): boolean =>
    observations.some(({ server, source }) => server === row.server && source === row.source);
  const rows = observations.map((observation): SourceRow => {
    const { server, source, state, detail, advice, clock, rowsSetAside, hasAlternated = false } = observation;
    const before = previous.find((row) => row.server === server && row.source === source);
    const same = before?.state === state;
    const isProblem = state !== "ok";
    const wasSaid = same && before.reported;
    if (isProblem && !wasSaid) notices.push({ kind: "begins", server, source, state, detail, advice });
    // A file that was renamed is another source of the same server.
    const beforeRename = previous.find((row) => row.server === server && !isObserved(row));
    const problemBefore = before ?? beforeRename;
    if (!isProblem && problemBefore?.reported === true) {
      notices.push({ kind: "ends", server, source, state: problemBefore.state, detail: "" });
    }
    const rowsWereReported = problemBefore?.rowsReported === true;
    // Where no status was read they may still be there.
    const rowsReported = rowsSetAside === null ? rowsWereReported : rowsSetAside.length > 0;
    if (rowsReported !== rowsWereReported) {
      notices.push({ kind: rowsReported ? "rows-begin" : "rows-end", server, source, rows: rowsSetAside ?? [] });
    }
    // Only of one file: two that a run by hand named for one server say nothing of each other.
    const alternatedSeconds =
      hasAlternated && before !== undefined ? nowSeconds : keepAlternated(before?.alternatedSeconds, nowSeconds);
    if ((alternatedSeconds !== undefined) !== (before?.alternatedSeconds !== undefined)) {
      const kind = alternatedSeconds === undefined ? "ends" : "begins";
      notices.push({ kind, server, source, state: "ok", detail: "", advice: "two-writers" });
    }
    const stateSinceSeconds = same ? before.stateSinceSeconds : nowSeconds;
    const unknownCells = before?.unknownCells;
    return {
      server,
      source,
      state,
      stateSinceSeconds,
      reported: isProblem,
      rowsReported,
      keepReported: before?.keepReported === true,
      ...clock,
      ...(alternatedSeconds === undefined ? undefined : { alternatedSeconds }),
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
  });
  return { rows, notices };
}

/** The two need not take turns exactly: an hour without a change of writers is the end of it. */
const ALTERNATING_SECONDS = 3600;

function keepAlternated(alternatedSeconds: number | undefined, nowSeconds: number): number | undefined {
  const isRecent = alternatedSeconds !== undefined && Math.abs(nowSeconds - alternatedSeconds) <= ALTERNATING_SECONDS;
  return isRecent ? alternatedSeconds : undefined;
}

/** A snapshot's state by its age; `invalid` more than 5 minutes ahead, for then a clock is wrong. */
export function toSnapshotState(
  snapshotSeconds: number,
  nowSeconds: number,
  isStale: (ageSeconds: number) => boolean,
): "ok" | "stale" | "invalid" {
  const aheadLimitSeconds = 300;
  if (snapshotSeconds > nowSeconds + aheadLimitSeconds) return "invalid";
  return isStale(nowSeconds - snapshotSeconds) ? "stale" : "ok";
}
