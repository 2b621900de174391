import type { Zone } from "../status/zone.js";
import { endSession } from "./end-session.js";
import { reconcile } from "./reconcile.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";
import { UsageSums } from "./sum-usage.js";
import type { Usage } from "./usage.js";
import type { UserNaming } from "./user-naming.js";

interface ReplayContext extends UserNaming {
  /** The site's zone. */
  readonly zone: Zone;
}

/**
 * Replays archived snapshots of one server, as `gen` would have taken them. Sessions that the last one shows end there,
 * at their last proof.
 *
 * @param snapshots in any order; if several have the same time, the first counts
 */
export function replaySnapshots(
  snapshots: readonly ServerSnapshot[],
  context: ReplayContext,
): { readonly sessions: readonly Session[]; readonly usage: readonly Usage[] } {
  let open: readonly Session[] = [];
  let lastSnapshotSeconds: number | null = null;
  const ended = new Map<string, Session>();
  const usage: Usage[] = [];
  const sums = new UsageSums();
  for (const snapshot of [...snapshots].sort((a, b) => a.timeSeconds - b.timeSeconds)) {
    if (snapshot.timeSeconds === lastSnapshotSeconds) continue;
    const taken = reconcile(open, snapshot, {
      ...context,
      // Only samples need gaps, and archives give no samples.
      isGap: () => false,
      lastSnapshotSeconds,
      lastRightSeconds: lastSnapshotSeconds,
      waits: () => false,
      usageBefore: ({ id }) => sums.get(id),
      endedSession: (id) => ended.get(id),
      endedByEvent: () => undefined,
      importedSession: () => undefined,
    });
    for (const { id } of taken.reopened) ended.delete(id);
    for (const session of taken.ended) ended.set(session.id, session);
    usage.push(...taken.usage);
    sums.add(taken.usage);
    open = taken.open;
    lastSnapshotSeconds = snapshot.timeSeconds;
  }
  return { sessions: [...ended.values(), ...open.map((session) => endSession(session, null))], usage };
}
