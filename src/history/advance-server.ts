import type { Zone } from "../status/zone.js";
import { addCounts } from "./add-counts.js";
import { applyEvents, type AppliedEvents } from "./apply-events.js";
import type { ClientEvent } from "./client-event.js";
import { findEndedByEvent } from "./find-event-session.js";
import { toLocalDay } from "./local-day.js";
import { reconcile, type Reconciled } from "./reconcile.js";
import { correctTraffic, type LaterSamples, type Sample, type TrafficCorrection } from "./sample.js";
import type { SeenIntervals } from "./seen-intervals.js";
import { mustWait, type AcceptedTime, type ServerClock } from "./server-clock.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";
import { takeBackEnds, takeBackProofs } from "./take-back.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";
import type { UserNaming } from "./user-naming.js";

/** What one run found out about a server: the snapshot of its status, if it has one, and its new events. */
export interface ServerObservation {
  readonly server: string;
  /** Accepted or not; `null` if there is none. */
  readonly snapshot: ServerSnapshot | null;
  /** In the order in which OpenVPN wrote them; `null` if the server has no event file. */
  readonly events: readonly ClientEvent[] | null;
}

export interface ServerContext extends UserNaming {
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  readonly usageBefore: (session: Session) => Traffic;
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
  readonly endedStartedAt: (startSeconds: number) => readonly Session[];
  /** The sessions in the day files that started by the end of the UTC day of an instant, of all servers. */
  readonly endedStartedBy: (seconds: number) => Iterable<Session>;
  readonly importedSession: (session: Session) => Session | undefined;
}

interface ServerTime {
  /** What follows from the snapshot's time; `null` if no snapshot was accepted. */
  readonly time: AcceptedTime | null;
  /** Before the snapshot. */
  readonly clock: ServerClock;
}

/** What one run changes in the history of one server. */
interface ServerChange
  extends Pick<AppliedEvents, "open" | "ended" | "isConnectMissing">, Pick<Reconciled, "hasAlternated"> {
  readonly removed: readonly Session[];
  readonly usage: readonly Usage[];
  readonly samples: readonly Sample[];
  readonly samplesTakenBack: readonly LaterSamples[];
  readonly trafficCorrections: readonly TrafficCorrection[];
  /**
   * If a session ended without the event that its server should have written, and it is unknown on which day: its last
   * proof, of several the first.
   */
  readonly unclearSeconds: number | null;
}

/** Applies the snapshot of a server, if one was accepted, and then its events. */
export function advanceServer(
  open: readonly Session[],
  { server, snapshot, events }: ServerObservation,
  { time, clock }: ServerTime,
  context: ServerContext,
): ServerChange {
  const accepted = snapshot !== null && time !== null ? { snapshot, time } : null;
  const shown = accepted === null ? showNothing(open) : takeSnapshot(open, accepted, context);
  if (events === null) return { ...shown, isConnectMissing: false, unclearSeconds: null };
  const taken = applyEvents({ server, open: shown.open, ended: shown.ended, openBefore: open }, events, {
    ...context,
    snapshot: accepted?.snapshot ?? null,
    lastSnapshotSeconds: (time?.clock ?? clock).snapshotSeconds,
    previousSnapshotSeconds: time?.previousSeconds ?? null,
    lastRightSeconds: time?.lastRightSeconds ?? clock.awayFromSeconds ?? clock.snapshotSeconds,
  });
  const corrections = sumCorrections([...shown.trafficCorrections, ...taken.trafficCorrections]);
  return {
    open: taken.open,
    ended: taken.ended,
    removed: [...shown.removed, ...taken.removed],
    usage: [...shown.usage, ...taken.usage],
    // The sample of this run is not in the history yet.
    samplesTakenBack: shown.samplesTakenBack,
    samples: shown.samples.map((sample) => correctTraffic(sample, corrections)),
    trafficCorrections: corrections.filter(({ timeSeconds }) => timeSeconds !== shown.samples[0]?.timeSeconds),
    hasAlternated: shown.hasAlternated,
    isConnectMissing: taken.isConnectMissing,
    unclearSeconds: findUnclearDay(taken.ended, context.zone),
  };
}

function findUnclearDay(ended: readonly Session[], zone: Zone): number | null {
  const ends = ended.flatMap(({ endSeconds, goneBySeconds }) => {
    if (endSeconds === null || goneBySeconds === null) return [];
    return toLocalDay(zone, endSeconds) === toLocalDay(zone, goneBySeconds) ? [] : [endSeconds];
  });
  return ends.length === 0 ? null : Math.min(...ends);
}

/** One correction for each sample: thousands of clients may disconnect at once. */
function sumCorrections(corrections: readonly TrafficCorrection[]): readonly TrafficCorrection[] {
  const byTime = new Map<number, TrafficCorrection>();
  for (const one of corrections) {
    const before = byTime.get(one.timeSeconds) ?? { ...one, bytesReceived: 0, bytesSent: 0 };
    byTime.set(one.timeSeconds, {
      ...one,
      bytesReceived: addCounts(before.bytesReceived, one.bytesReceived),
      bytesSent: addCounts(before.bytesSent, one.bytesSent),
    });
  }
  return [...byTime.values()];
}

type Shown = Omit<ServerChange, "isConnectMissing" | "unclearSeconds">;

function showNothing(open: readonly Session[]): Shown {
  const nothing = { ended: [], removed: [], usage: [], samples: [], samplesTakenBack: [], trafficCorrections: [] };
  return { open, ...nothing, hasAlternated: false };
}

function takeSnapshot(
  open: readonly Session[],
  { snapshot, time }: { readonly snapshot: ServerSnapshot; readonly time: AcceptedTime },
  context: ServerContext,
): Shown {
  const { server, timeSeconds } = snapshot;
  const { provenUntilSeconds } = time;
  const clockReturn = provenUntilSeconds === null ? null : { provenUntilSeconds, returnedSeconds: timeSeconds };
  const toProven = (session: Session): Session =>
    clockReturn === null ? session : takeBackProofs(session, clockReturn);
  const { reopened, sample, ...taken } = reconcile(open.map(toProven), snapshot, {
    ...context,
    lastSnapshotSeconds: time.previousSeconds,
    lastRightSeconds: time.lastRightSeconds,
    waits: ({ lastSeenSeconds }) => mustWait(time, lastSeenSeconds),
    endedSession: (id, startSeconds) => {
      const ended = context.endedSession(id, startSeconds);
      return ended === undefined ? undefined : toProven(ended);
    },
    endedByEvent: (client) => findEndedByEvent(client, context.endedStartedAt, server),
  });
  const shown = { ...taken, removed: reopened, samples: [sample], samplesTakenBack: [] };
  if (clockReturn === null) return shown;
  const reopenedIds = new Set(reopened.map(({ id }) => id));
  const ends = takeBackEnds(context.endedStartedBy(timeSeconds), server, clockReturn);
  const corrected = ends.flatMap((end) => (reopenedIds.has(end.stored.id) ? [] : [end.corrected]));
  return {
    ...shown,
    ended: [...shown.ended, ...corrected],
    removed: [...reopened, ...ends.map(({ stored }) => stored)],
    samplesTakenBack: [{ server, afterSeconds: timeSeconds }],
  };
}
