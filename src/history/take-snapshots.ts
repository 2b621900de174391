import type { Zone } from "../status/zone.js";
import { adoptOrphans } from "./adopt-orphans.js";
import type { HistoryChange, LiveHistory } from "./history-change.js";
import { reconcile, type ServerSnapshot } from "./reconcile.js";
import type { SeenIntervals } from "./seen-intervals.js";
import type { Session } from "./session.js";
import type { SourceRow } from "./source-state.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { UserNaming } from "./user-naming.js";

export interface TakeContext extends UserNaming {
  readonly configuredServers: ReadonlySet<string>;
  readonly nowSeconds: number;
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  readonly usageBefore: (session: Session) => Traffic;
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
}

/** What the snapshots of one run change in the sessions; `sources` is for {@link nextSourceRows} to add. */
export type SnapshotsTaken = Omit<HistoryChange, "sources"> & {
  /** Each configured server's newest accepted snapshot. */
  readonly snapshotSecondsByServer: ReadonlyMap<string, number>;
  /** See `Reconciled.hasAlternated`. */
  readonly alternatedServers: ReadonlySet<string>;
};

/**
 * Takes one run's snapshots into the history. Only a snapshot newer than its server's last one changes anything,
 * whatever its age; but a remembered time that lies ahead of now is from a clock that was wrong,
 * and gives way to an earlier one.
 *
 * @param snapshots of every server that shows one, accepted or not
 */
export function takeSnapshots(
  live: LiveHistory,
  snapshots: readonly ServerSnapshot[],
  context: TakeContext,
): SnapshotsTaken {
  const byServer = new Map(snapshots.map((snapshot) => [snapshot.server, snapshot]));
  const adopted = adoptOrphans(live.open, context.configuredServers, byServer);
  // Also one that ends only now, with its server: it may be the one that a client shows, with another address.
  const endedSession: TakeContext["endedSession"] = (id, startSeconds) =>
    adopted.ended.find((session) => session.id === id) ?? context.endedSession(id, startSeconds);
  const lastByServer = lastSnapshots(live.sources, context.configuredServers);
  const results = snapshots.flatMap((snapshot) => {
    const { server, timeSeconds } = snapshot;
    const last = lastByServer.get(server) ?? null;
    const clockWasWrong = last !== null && last > context.nowSeconds && timeSeconds < last;
    if (last !== null && timeSeconds <= last && !clockWasWrong) return [];
    lastByServer.set(server, timeSeconds);
    const open = adopted.open.filter((session) => session.server === server);
    return [
      clockWasWrong
        ? {
            server,
            ...reconcile(open.map(forgetAfter(context.nowSeconds)), snapshot, {
              ...context,
              endedSession,
              lastSnapshotSeconds: null,
            }),
          }
        : { server, ...reconcile(open, snapshot, { ...context, endedSession, lastSnapshotSeconds: last }) },
    ];
  });
  const changedServers = new Set(results.map(({ server }) => server));
  const removed = new Set(results.flatMap(({ reopened }) => reopened.map(({ id }) => id)));
  return {
    open: [...adopted.open.filter(({ server }) => !changedServers.has(server)), ...results.flatMap(({ open }) => open)],
    ended: [...adopted.ended.filter(({ id }) => !removed.has(id)), ...results.flatMap(({ ended }) => ended)],
    removed,
    usage: results.flatMap(({ usage }) => usage),
    samples: results.map(({ sample }) => sample),
    wrongTraffic: results.flatMap(({ wrongTraffic }) => wrongTraffic),
    snapshotSecondsByServer: lastByServer,
    alternatedServers: new Set(results.filter(({ hasAlternated }) => hasAlternated).map(({ server }) => server)),
  };
}

function lastSnapshots(sources: readonly SourceRow[], configuredServers: ReadonlySet<string>): Map<string, number> {
  const last = new Map<string, number>();
  for (const { server, snapshotSeconds } of sources) {
    if (configuredServers.has(server) && snapshotSeconds !== null) last.set(server, snapshotSeconds);
  }
  return last;
}

/** What was proved at a time that is still to come was proved by a clock that was wrong: by now at the latest. */
function forgetAfter(nowSeconds: number): (session: Session) => Session {
  return (session) => ({ ...session, lastSeenSeconds: Math.min(session.lastSeenSeconds, nowSeconds) });
}
