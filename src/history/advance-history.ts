import type { RowSetAside } from "../status/rows-set-aside.js";
import type { Routing } from "../status/status.js";
import type { HistoryChange, LiveHistory } from "./history-change.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Sample } from "./sample.js";
import { seenIntervals } from "./seen-intervals.js";
import { NO_CLOCK } from "./server-clock.js";
import type { Session } from "./session.js";
import { nextSourceRows, type SourceNotice } from "./source-rows.js";
import type { SourceAdvice } from "./source-advice.js";
import type { SourceState } from "./source-state.js";
import { NO_TRAFFIC, sumUsage } from "./sum-usage.js";
import { applySnapshots, type ApplyContext } from "./apply-snapshots.js";
import type { UserNaming } from "./user-naming.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";

/** What one run found of one source; the snapshot only where its state is `ok` or `stale`. */
export interface ObservedSource {
  readonly server: string;
  readonly source: string;
  readonly state: SourceState;
  /** What was found, for people; empty if nothing is wrong. */
  readonly detail: string;
  /** Absent where the advice for the state fits; of one that is `ok`: what should be looked at all the same. */
  readonly advice?: SourceAdvice;
  readonly snapshot?: ServerSnapshot;
  /** The routing table that stood beside the snapshot; the history keeps none of it. */
  readonly routes?: readonly Routing[];
  /** Rows of its status that could not be taken; absent where no status was read. */
  readonly rowsSetAside?: readonly RowSetAside[];
}

/** What is known of the history before a run. */
export interface KnownHistory extends LiveHistory {
  /** Recent ones in time order: they tell at which interval each server is seen to change. */
  readonly samples: readonly Sample[];
  readonly ended: EndedLookup;
  /** All usage rows of some sessions, be they open or found by `ended`. */
  readonly usageOf: (sessions: readonly Session[]) => readonly Usage[];
}

export interface EndedLookup {
  /** The ended session of an id, which began then. */
  readonly get: (id: string, startSeconds: number) => Session | undefined;
  /** What OpenVPN Status Web recorded of a session; absent: nothing was imported. */
  readonly getImported?: (session: Session) => Session | undefined;
}

export type AdvanceContext = Pick<ApplyContext, "nowSeconds" | "zone" | keyof UserNaming> & {
  readonly staleAfterSeconds: number;
};

/** One run's change of the history, and what has to be said of its sources. Pure. */
export function advanceHistory(
  known: KnownHistory,
  observed: readonly ObservedSource[],
  context: AdvanceContext,
): { readonly change: HistoryChange; readonly notices: readonly SourceNotice[] } {
  const openIds = new Set(known.open.map(({ id }) => id));
  let usageOfOpen: ReadonlyMap<string, Traffic> | undefined;
  const { clockByServer, alternatedServers, ...taken } = applySnapshots(
    known,
    observed.flatMap(({ snapshot }) => snapshot ?? []),
    {
      ...context,
      isGap: seenIntervals(() => known.samples, context.staleAfterSeconds).isGap,
      configuredServers: new Set(observed.map(({ server }) => server)),
      usageBefore: (session) => {
        // One that stands in a day file as ended is asked for alone: it is rare. The others all pass midnight at once.
        const sums = openIds.has(session.id)
          ? (usageOfOpen ??= sumUsage(known.usageOf(known.open)))
          : sumUsage(known.usageOf([session]));
        return sums.get(session.id) ?? NO_TRAFFIC;
      },
      endedSession: (id, startSeconds) => known.ended.get(id, startSeconds),
      importedSession: (session) => known.ended.getImported?.(session),
    },
  );
  const observations = observed.map(({ server, source, state, detail, advice, rowsSetAside = null }) => {
    const clock = clockByServer.get(server) ?? NO_CLOCK;
    const hasAlternated = alternatedServers.has(server);
    return { server, source, state, detail, advice, clock, rowsSetAside, hasAlternated };
  });
  const { rows, notices } = nextSourceRows(known.sources, observations, context.nowSeconds);
  return { change: { ...taken, sources: rows }, notices };
}
