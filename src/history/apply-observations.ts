import { adoptOrphans } from "./adopt-orphans.js";
import { advanceServer, type ServerContext, type ServerObservation } from "./advance-server.js";
import { groupBy } from "./group-by.js";
import type { HistoryChange, LiveHistory } from "./history-change.js";
import { acceptTime, NO_CLOCK, type ServerClock } from "./server-clock.js";
import type { SourceRow } from "./source-state.js";

export interface ApplyContext extends ServerContext {
  readonly configuredServers: ReadonlySet<string>;
  readonly nowSeconds: number;
}

/** How the observations of one run change the history, without `sources`, which {@link nextSourceRows} adds. */
type AppliedObservations = Omit<HistoryChange, "sources"> & {
  /** The clock of each configured server that has had a snapshot. */
  readonly clockByServer: ReadonlyMap<string, ServerClock>;
  /** See `Reconciled.hasAlternated`. */
  readonly alternatedServers: ReadonlySet<string>;
  /** See `AppliedEvents.isConnectMissing`. */
  readonly serversWithoutConnect: ReadonlySet<string>;
  /** See `ServerChange.unclearSeconds`; only servers with such a session. */
  readonly unclearByServer: ReadonlyMap<string, number>;
};

/**
 * Applies one run's snapshots and events to the history. A snapshot is accepted if it is newer than its server's last
 * one, whatever its age, or if the last one is in the future. In that case one of the two clocks is wrong, but it is
 * unknown which, so a session whose last proof is later than the snapshot waits. Events are applied after the snapshot.
 */
export function applyObservations(
  live: LiveHistory,
  observations: readonly ServerObservation[],
  context: ApplyContext,
): AppliedObservations {
  const snapshots = new Map(
    observations.flatMap(({ snapshot }) => (snapshot === null ? [] : [[snapshot.server, snapshot]])),
  );
  const adopted = adoptOrphans(live.open, context.configuredServers, snapshots);
  // Includes sessions that end only now, with their server: a client may continue one of them from another address.
  const endedNow = new Map(adopted.ended.map((session) => [session.id, session]));
  const endedSession: ApplyContext["endedSession"] = (id, startSeconds) =>
    endedNow.get(id) ?? context.endedSession(id, startSeconds);
  const openByServer = groupBy(adopted.open, ({ server }) => server);
  const clockByServer = readClocks(live.sources, context.configuredServers);
  const results = observations.flatMap((one) => {
    const { server, snapshot } = one;
    const clock = clockByServer.get(server) ?? NO_CLOCK;
    const time = snapshot === null ? null : acceptTime(clock, snapshot.timeSeconds, context.nowSeconds);
    if (time === null && (one.events ?? []).length === 0) return [];
    if (time !== null) clockByServer.set(server, time.clock);
    const open = openByServer.get(server) ?? [];
    return [{ server, ...advanceServer(open, one, { time, clock }, { ...context, endedSession }) }];
  });
  const changedServers = new Set(results.map(({ server }) => server));
  const removed = results.flatMap((result) => result.removed);
  const removedIds = new Set(removed.map(({ id }) => id));
  const serversWhere = (matches: (result: (typeof results)[number]) => boolean): ReadonlySet<string> =>
    new Set(results.filter(matches).map(({ server }) => server));
  return {
    open: [...adopted.open.filter(({ server }) => !changedServers.has(server)), ...results.flatMap(({ open }) => open)],
    ended: [...adopted.ended.filter(({ id }) => !removedIds.has(id)), ...results.flatMap(({ ended }) => ended)],
    removed,
    usage: results.flatMap(({ usage }) => usage),
    samples: results.flatMap(({ samples }) => samples),
    samplesTakenBack: results.flatMap(({ samplesTakenBack }) => samplesTakenBack),
    trafficCorrections: results.flatMap(({ trafficCorrections }) => trafficCorrections),
    clockByServer,
    alternatedServers: serversWhere(({ hasAlternated }) => hasAlternated),
    serversWithoutConnect: serversWhere(({ isConnectMissing }) => isConnectMissing),
    unclearByServer: new Map(
      results.flatMap(({ server, unclearSeconds }) => (unclearSeconds === null ? [] : [[server, unclearSeconds]])),
    ),
  };
}

function readClocks(sources: readonly SourceRow[], configuredServers: ReadonlySet<string>): Map<string, ServerClock> {
  const clocks = new Map<string, ServerClock>();
  for (const { server, snapshotSeconds, sinceSeconds, jumpedFromSeconds, awayFromSeconds } of sources) {
    if (!configuredServers.has(server) || snapshotSeconds === null) continue;
    clocks.set(server, { snapshotSeconds, sinceSeconds, jumpedFromSeconds, awayFromSeconds });
  }
  return clocks;
}
