import type { Zone } from "../status/zone.js";
import { adoptOrphans } from "./adopt-orphans.js";
import { groupBy } from "./group-by.js";
import type { HistoryChange, LiveHistory } from "./history-change.js";
import { reconcile } from "./reconcile.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { SeenIntervals } from "./seen-intervals.js";
import { acceptTime, NO_CLOCK, mustWait, type AcceptedTime, type ServerClock } from "./server-clock.js";
import type { Session } from "./session.js";
import type { SourceRow } from "./source-state.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { UserNaming } from "./user-naming.js";

export interface ApplyContext extends UserNaming {
  readonly configuredServers: ReadonlySet<string>;
  readonly nowSeconds: number;
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  readonly usageBefore: (session: Session) => Traffic;
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
  readonly importedSession: (session: Session) => Session | undefined;
}

/** What the snapshots of one run change in the history, without `sources`, which {@link nextSourceRows} adds. */
export type AppliedSnapshots = Omit<HistoryChange, "sources"> & {
  /** The clock of each configured server that has had a snapshot. */
  readonly clockByServer: ReadonlyMap<string, ServerClock>;
  /** See `Reconciled.hasAlternated`. */
  readonly alternatedServers: ReadonlySet<string>;
};

/**
 * Applies one run's snapshots to the history. A snapshot is accepted if it is newer than its server's last one,
 * whatever its age, or if the last one is in the future. In that case one of the two clocks is wrong, but it is unknown
 * which, so a session whose last proof is later than the snapshot waits.
 *
 * @param snapshots the snapshots of all servers that have one, accepted or not
 */
export function applySnapshots(
  live: LiveHistory,
  snapshots: readonly ServerSnapshot[],
  context: ApplyContext,
): AppliedSnapshots {
  const byServer = new Map(snapshots.map((snapshot) => [snapshot.server, snapshot]));
  const adopted = adoptOrphans(live.open, context.configuredServers, byServer);
  // Includes sessions that end only now, with their server: a client may continue one of them from another address.
  const endedNow = new Map(adopted.ended.map((session) => [session.id, session]));
  const endedSession: ApplyContext["endedSession"] = (id, startSeconds) =>
    endedNow.get(id) ?? context.endedSession(id, startSeconds);
  const openByServer = groupBy(adopted.open, ({ server }) => server);
  const clockByServer = readClocks(live.sources, context.configuredServers);
  const results = snapshots.flatMap((snapshot) => {
    const { server, timeSeconds } = snapshot;
    const time = acceptTime(clockByServer.get(server) ?? NO_CLOCK, timeSeconds, context.nowSeconds);
    if (time === null) return [];
    clockByServer.set(server, time.clock);
    const open = openByServer.get(server) ?? [];
    const taken = reconcile(revokeProofs(open, time, timeSeconds), snapshot, {
      ...context,
      endedSession,
      lastSnapshotSeconds: time.previousSeconds,
      lastRightSeconds: time.lastRightSeconds,
      waits: ({ lastSeenSeconds }) => mustWait(time, lastSeenSeconds),
    });
    return [{ server, ...taken }];
  });
  const changedServers = new Set(results.map(({ server }) => server));
  const removed = results.flatMap(({ reopened }) => reopened);
  const removedIds = new Set(removed.map(({ id }) => id));
  return {
    open: [...adopted.open.filter(({ server }) => !changedServers.has(server)), ...results.flatMap(({ open }) => open)],
    ended: [...adopted.ended.filter(({ id }) => !removedIds.has(id)), ...results.flatMap(({ ended }) => ended)],
    removed,
    usage: results.flatMap(({ usage }) => usage),
    samples: results.map(({ sample }) => sample),
    wrongTraffic: results.flatMap(({ wrongTraffic }) => wrongTraffic),
    clockByServer,
    alternatedServers: new Set(results.filter(({ hasAlternated }) => hasAlternated).map(({ server }) => server)),
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

/**
 * If a clock was ahead for a while and has returned, the proofs from that while are void: sessions that were known
 * before have their last proof before it.
 */
function revokeProofs(
  open: readonly Session[],
  { provenUntilSeconds }: AcceptedTime,
  timeSeconds: number,
): readonly Session[] {
  if (provenUntilSeconds === null) return open;
  return open.map((session) => {
    const { firstSeenSeconds, startSeconds, lastSeenSeconds, countedFromSeconds } = session;
    if (lastSeenSeconds <= timeSeconds || (firstSeenSeconds ?? startSeconds) > provenUntilSeconds) return session;
    const isCountedLater = countedFromSeconds !== null && countedFromSeconds > provenUntilSeconds;
    return {
      ...session,
      lastSeenSeconds: provenUntilSeconds,
      countedFromSeconds: isCountedLater ? null : countedFromSeconds,
    };
  });
}
