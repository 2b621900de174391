import type { StatusReport } from "./status-report.js";
import type { RowSetAside } from "../status/rows-set-aside.js";
import type { Routing } from "../status/status.js";
import type { HistoryChange, LiveHistory } from "./history-change.js";
import type { ObservedEvents } from "./observed-events.js";
import type { ServerLimits } from "./server-limits.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Sample } from "./sample.js";
import { seenIntervals } from "./seen-intervals.js";
import { NO_CLOCK } from "./server-clock.js";
import type { Session } from "./session.js";
import { nextSourceRows, type SourceNotice } from "./source-rows.js";
import type { SourceAdvice } from "./source-advice.js";
import type { SourceState } from "./source-state.js";
import { UsageSums } from "./sum-usage.js";
import { applyObservations, type ApplyContext } from "./apply-observations.js";
import type { UserNaming } from "./user-naming.js";
import type { Usage } from "./usage.js";

/** What one run found out about one source. There is a snapshot only if the state is `ok` or `stale`. */
export interface ObservedSource {
  readonly server: string;
  readonly source: string;
  readonly state: SourceState;
  /** The problem, for users; empty if there is none. */
  readonly detail: string;
  /** Advice that replaces the one for the state, or that a source in state `ok` needs. */
  readonly advice?: SourceAdvice;
  readonly snapshot?: ServerSnapshot;
  /** The routing table of the same status; it is not stored in the history. */
  readonly routes?: readonly Routing[];
  /** What else the status says; absent if none was read. */
  readonly report?: StatusReport;
  /** Rows of the status that were set aside; absent if no status was read. */
  readonly rowsSetAside?: readonly RowSetAside[];
  /** How many clients the server takes. */
  readonly limits?: ServerLimits;
  /** The events that OpenVPN's hook has written since the last run; absent if the server has no event file. */
  readonly events?: ObservedEvents;
}

/** The history before a run. */
export interface KnownHistory extends LiveHistory {
  /** Recent samples, in time order: they show the interval at which each server's status changes. */
  readonly samples: readonly Sample[];
  readonly ended: EndedLookup;
  /** All usage rows of the given sessions, open or ended. */
  readonly findUsage: (sessions: readonly Session[]) => readonly Usage[];
}

export interface EndedLookup {
  /** The ended session with this id and start. */
  readonly get: (id: string, startSeconds: number) => Session | undefined;
  /** The ended sessions that started in this second. */
  readonly startedAt: (startSeconds: number) => readonly Session[];
  /** The ended sessions that started by the end of the UTC day of an instant. It reads all their day files. */
  readonly startedBy: (seconds: number) => Iterable<Session>;
  /** The session as OpenVPN Status Web recorded it; absent if nothing was imported. */
  readonly getImported?: (session: Session) => Session | undefined;
}

type AdvanceContext = Pick<ApplyContext, "nowSeconds" | "zone" | keyof UserNaming> & {
  readonly staleAfterSeconds: number;
};

/** Computes the change that one run makes to the history, and the notices about its sources. */
export function advanceHistory(
  known: KnownHistory,
  observed: readonly ObservedSource[],
  context: AdvanceContext,
): { readonly change: HistoryChange; readonly notices: readonly SourceNotice[] } {
  const openIds = new Set(known.open.map(({ id }) => id));
  let openUsage: UsageSums | undefined;
  const { clockByServer, alternatedServers, serversWithoutConnect, unclearByServer, ...taken } = applyObservations(
    known,
    observed.map(({ server, snapshot = null, events }) => ({ server, snapshot, events: events?.events ?? null })),
    {
      ...context,
      isGap: seenIntervals(() => known.samples, context.staleAfterSeconds).isGap,
      configuredServers: new Set(observed.map(({ server }) => server)),
      usageBefore: (session) => {
        // All open sessions pass midnight at once. A session that was recorded as ended is rare and is read alone.
        const sums = openIds.has(session.id)
          ? (openUsage ??= new UsageSums(known.findUsage(known.open)))
          : new UsageSums(known.findUsage([session]));
        return sums.get(session.id);
      },
      endedSession: (id, startSeconds) => known.ended.get(id, startSeconds),
      importedSession: (session) => known.ended.getImported?.(session),
      endedStartedAt: known.ended.startedAt,
      endedStartedBy: known.ended.startedBy,
    },
  );
  const observations = observed.map(({ server, source, state, detail, advice, rowsSetAside = null, events }) => {
    const clock = clockByServer.get(server) ?? NO_CLOCK;
    const hasAlternated = alternatedServers.has(server);
    const isConnectMissing = serversWithoutConnect.has(server);
    const unclearSeconds = unclearByServer.get(server) ?? null;
    return {
      ...{ server, source, state, detail, advice, clock, rowsSetAside, hasAlternated },
      ...{ events, isConnectMissing, unclearSeconds },
    };
  });
  const { rows, notices } = nextSourceRows(known.sources, observations, context.nowSeconds);
  return { change: { ...taken, sources: rows }, notices };
}
