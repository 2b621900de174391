import { addCounts } from "./add-counts.js";
import type { Continued } from "./continue-session.js";
import type { Sample } from "./sample.js";
import type { ReconcileContext, ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";

/** What a snapshot adds to the samples: its clients, and the growth of their traffic since the last one. */
export function takeSample(
  continued: readonly Continued[],
  started: readonly Session[],
  clients: number,
  { server, timeSeconds }: ServerSnapshot,
  { lastSnapshotSeconds, isGap }: ReconcileContext,
): Sample {
  const sample = { timeSeconds, server, clients };
  // Over a gap in monitoring nobody knows when the bytes were moved.
  if (lastSnapshotSeconds === null || isGap(server, timeSeconds - lastSnapshotSeconds)) {
    return { ...sample, bytesReceived: 0, bytesSent: 0 };
  }
  const growth = (of: (session: Session) => number | null): number => {
    const grown = continued.map(({ before, after }) => (of(after) ?? 0) - (of(before) ?? 0));
    return [...grown, ...started.map((session) => of(session) ?? 0)].reduce(addCounts, 0);
  };
  return {
    ...sample,
    bytesReceived: growth(({ bytesReceived }) => bytesReceived),
    bytesSent: growth(({ bytesSent }) => bytesSent),
  };
}
