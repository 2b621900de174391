import { addCounts } from "./add-counts.js";
import type { Continued } from "./continue-session.js";
import type { Sample } from "./sample.js";
import type { ReconcileContext, ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";

/** Makes the sample of a snapshot: the number of clients, and the growth of their traffic since the last snapshot. */
export function takeSample(
  continued: readonly Continued[],
  started: readonly Session[],
  clients: number,
  { server, timeSeconds }: ServerSnapshot,
  { lastSnapshotSeconds, isGap }: ReconcileContext,
): Sample {
  const sample = { timeSeconds, server, clients };
  // After a gap in monitoring it is unknown when the traffic happened.
  if (lastSnapshotSeconds === null || isGap(server, timeSeconds - lastSnapshotSeconds)) {
    return { ...sample, bytesReceived: 0, bytesSent: 0 };
  }
  const sumGrowth = (count: (session: Session) => number | null): number => {
    const grown = continued.map(({ before, after }) => (count(after) ?? 0) - (count(before) ?? 0));
    return [...grown, ...started.map((session) => count(session) ?? 0)].reduce(addCounts, 0);
  };
  return {
    ...sample,
    bytesReceived: sumGrowth(({ bytesReceived }) => bytesReceived),
    bytesSent: sumGrowth(({ bytesSent }) => bytesSent),
  };
}
