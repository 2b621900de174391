import type { RowSetAside } from "../status/rows-set-aside.js";
import { groupBy } from "./group-by.js";
import { nextCoverage } from "./event-coverage.js";
import { judgeEvents, type EventTrouble, type ObservedEvents } from "./observed-events.js";
import type { ServerClock } from "./server-clock.js";
import type { SourceAdvice } from "./source-advice.js";
import type { SourceRow, SourceState } from "./source-state.js";
import { MAX_CLOCK_AHEAD_SECONDS } from "./clock-ahead.js";

/** What this run found about a source, from which its row in `sources.csv` is computed. */
export interface SourceObservation {
  readonly server: string;
  readonly source: string;
  readonly state: SourceState;
  /** The problem, for users; empty if there is none. */
  readonly detail: string;
  readonly advice?: SourceAdvice | undefined;
  /** After this run. */
  readonly clock: ServerClock;
  /** Rows of its status that were set aside; `null` if no status was read. */
  readonly rowsSetAside: readonly RowSetAside[] | null;
  /** Whether its snapshot was accepted and seems to come from another server than the one before. */
  readonly hasAlternated?: boolean;
  /** Absent if its server has no event file. */
  readonly events?: ObservedEvents | undefined;
  /** Whether a client has connected without an event. */
  readonly isConnectMissing?: boolean;
  /** See `EventReport`. */
  readonly unclearSeconds?: number | null;
}

/** A problem of a source that began or ended with this run. Each is one line on stderr. */
export type SourceNotice = StateNotice | RowsNotice | EventsNotice;

interface StateNotice {
  readonly kind: "begins" | "ends";
  readonly server: string;
  readonly source: string;
  /** The state that is the problem, even if the problem has just ended. */
  readonly state: SourceState;
  readonly detail: string;
  /** Absent if the advice for the state applies. */
  readonly advice?: SourceAdvice | undefined;
}

/** Rows begin to be set aside, or no longer are. */
interface RowsNotice {
  readonly kind: "rows-begin" | "rows-end";
  readonly server: string;
  readonly source: string;
  readonly rows: readonly RowSetAside[];
}

/** Events begin to be missing, or no longer are. */
interface EventsNotice {
  readonly kind: "events-begin" | "events-end";
  readonly server: string;
  /** The event file. */
  readonly source: string;
  readonly trouble: EventTrouble;
  readonly detail: string;
}

/**
 * Computes the rows of `sources.csv` after a run, and the notices to print. A problem is reported when it begins, when
 * it turns into another one, and when it ends, but not every minute: cron mails all output. Rows that are set aside are
 * reported when the first one appears and when the last one is gone.
 */
export function nextSourceRows(
  previous: readonly SourceRow[],
  observations: readonly SourceObservation[],
  nowSeconds: number,
): { readonly rows: readonly SourceRow[]; readonly notices: readonly SourceNotice[] } {
  const notices: SourceNotice[] = [];
  const observed = new Set(observations.map(toKey));
  const previousByKey = groupBy(previous, toKey);
  const unobservedByServer = groupBy(
    previous.filter((row) => !observed.has(toKey(row))),
    (row) => row.server,
  );
  const rows = observations.map((observation): SourceRow => {
    const { server, source, state, detail, advice, clock, rowsSetAside, hasAlternated = false } = observation;
    const before = previousByKey.get(toKey(observation))?.[0];
    const same = before?.state === state;
    const isProblem = state !== "ok";
    const wasReported = same && before.reported;
    if (isProblem && !wasReported) notices.push({ kind: "begins", server, source, state, detail, advice });
    // A file that was renamed is a new source of the same server.
    const beforeRename = unobservedByServer.get(server)?.[0];
    const problemBefore = before ?? beforeRename;
    if (!isProblem && problemBefore?.reported === true) {
      notices.push({ kind: "ends", server, source, state: problemBefore.state, detail: "" });
    }
    const rowsWereReported = problemBefore?.rowsReported === true;
    // If no status was read, the rows may still be there.
    const rowsReported = rowsSetAside === null ? rowsWereReported : rowsSetAside.length > 0;
    if (rowsReported !== rowsWereReported) {
      notices.push({ kind: rowsReported ? "rows-begin" : "rows-end", server, source, rows: rowsSetAside ?? [] });
    }
    // This needs two snapshots of one file. If a run by hand named another file for the server, they may differ anyway.
    const alternatedSeconds =
      hasAlternated && before !== undefined ? nowSeconds : keepAlternated(before?.alternatedSeconds, nowSeconds);
    if ((alternatedSeconds !== undefined) !== (before?.alternatedSeconds !== undefined)) {
      const kind = alternatedSeconds === undefined ? "ends" : "begins";
      notices.push({ kind, server, source, state: "ok", detail: "", advice: "two-writers" });
    }
    const { events, isConnectMissing = false, unclearSeconds = null } = observation;
    const eventTrouble =
      events === undefined ? undefined : judgeEvents(events, isConnectMissing, problemBefore?.eventTrouble);
    notices.push(...noticeEvents(events, problemBefore?.eventTrouble, eventTrouble, server));
    const eventCoverage = nextCoverage(problemBefore?.eventCoverage, {
      events,
      trouble: eventTrouble,
      unclearSeconds,
      isNewServer: problemBefore === undefined,
      nowSeconds,
    });
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
      ...(events === undefined ? undefined : { eventPosition: events.position }),
      ...(eventCoverage === undefined ? undefined : { eventCoverage }),
      ...(eventTrouble === undefined ? undefined : { eventTrouble }),
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
  });
  return { rows, notices };
}

function noticeEvents(
  events: ObservedEvents | undefined,
  before: EventTrouble | undefined,
  trouble: EventTrouble | undefined,
  server: string,
): readonly EventsNotice[] {
  if (events === undefined || trouble === before) return [];
  const notice = { server, source: events.position.file, detail: events.flaw?.detail ?? "" };
  if (trouble !== undefined) return [{ kind: "events-begin", trouble, ...notice }];
  return before === undefined ? [] : [{ kind: "events-end", trouble: before, ...notice }];
}

function toKey({ server, source }: Pick<SourceRow, "server" | "source">): string {
  return JSON.stringify([server, source]);
}

/** The two servers may not take turns exactly. The problem ends after an hour without a change of writers. */
const ALTERNATING_SECONDS = 3600;

function keepAlternated(alternatedSeconds: number | undefined, nowSeconds: number): number | undefined {
  const isRecent = alternatedSeconds !== undefined && Math.abs(nowSeconds - alternatedSeconds) <= ALTERNATING_SECONDS;
  return isRecent ? alternatedSeconds : undefined;
}

/** The state of a snapshot by its age; `invalid` if it is too far in the future. */
export function toSnapshotState(
  snapshotSeconds: number,
  nowSeconds: number,
  isStale: (ageSeconds: number) => boolean,
): "ok" | "stale" | "invalid" {
  if (snapshotSeconds > nowSeconds + MAX_CLOCK_AHEAD_SECONDS) return "invalid";
  return isStale(nowSeconds - snapshotSeconds) ? "stale" : "ok";
}
