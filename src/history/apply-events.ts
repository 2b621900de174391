import type { Zone } from "../status/zone.js";
import { findWrongReadings } from "./continue-session.js";
import type { ClientEvent, DisconnectEvent } from "./client-event.js";
import { endSession } from "./end-session.js";
import {
  completeByConnect,
  endByEvent,
  giveEventId,
  isStartedByEventAlone,
  mayBeConnecting,
  provesSession,
  startByEvent,
  type EventSessionContext,
} from "./event-session.js";
import { findEventSession } from "./find-event-session.js";
import { nearStarts, SessionsByStart } from "./sessions-by-start.js";
import type { TrafficCorrection } from "./sample.js";
import type { SeenIntervals } from "./seen-intervals.js";
import { maybeShows, type ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";
import { usageAtMidnights, type Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";

/** A server's sessions as the snapshot of the same run leaves them; or as they were, if there is none. */
interface SessionsBeforeEvents {
  readonly server: string;
  readonly open: readonly Session[];
  readonly ended: readonly Session[];
  /** The open sessions before that snapshot, with their readings. */
  readonly openBefore: readonly Session[];
}

interface EventContext extends EventSessionContext {
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  /** The snapshot of the same run, if one was accepted. */
  readonly snapshot: ServerSnapshot | null;
  /** The server's last accepted snapshot, of this run or an earlier one; `null` if there is none. */
  readonly lastSnapshotSeconds: number | null;
  /** The one before the snapshot of this run; `null` if there is none. */
  readonly previousSnapshotSeconds: number | null;
  readonly usageBefore: (session: Session) => Traffic;
  /** The sessions in the day files that started in this second, of all servers. */
  readonly endedStartedAt: (startSeconds: number) => readonly Session[];
  readonly importedSession: (session: Session) => Session | undefined;
}

export interface AppliedEvents {
  readonly open: readonly Session[];
  /** Rows to add to the day files; some of them replace rows in `removed`. */
  readonly ended: readonly Session[];
  readonly removed: readonly Session[];
  readonly usage: readonly Usage[];
  readonly trafficCorrections: readonly TrafficCorrection[];
  /** Whether a session has started without a connect event, although its server writes events. */
  readonly isConnectMissing: boolean;
}

/**
 * Applies a server's events, in the order in which OpenVPN wrote them, after the snapshot of the same run. Events
 * complete what snapshots show: they end sessions exactly, and record sessions that no snapshot saw. An event that is
 * applied again changes nothing.
 */
export function applyEvents(
  before: SessionsBeforeEvents,
  events: readonly ClientEvent[],
  context: EventContext,
): AppliedEvents {
  const sessions = new EventSessions(before, context);
  for (const event of events) sessions.apply(event);
  return sessions.result();
}

class EventSessions {
  readonly #server: string;
  readonly #context: EventContext;
  readonly #openBefore: ReadonlyMap<string, Session>;
  readonly #open: SessionsByStart;
  readonly #ended: SessionsByStart;
  readonly #removed = new Map<string, Session>();
  readonly #usage: Usage[] = [];
  readonly #announced = new Set<string>();
  readonly #traffic: TrafficCorrection[] = [];

  constructor({ server, open, ended, openBefore }: SessionsBeforeEvents, context: EventContext) {
    this.#server = server;
    this.#context = context;
    this.#open = new SessionsByStart(open);
    this.#ended = new SessionsByStart(ended);
    this.#openBefore = new Map(openBefore.map((session) => [session.id, session]));
  }

  apply(event: ClientEvent): void {
    const open = findEventSession(event, this.#open.near(event.startSeconds));
    if (open !== undefined) this.#continue(open, event);
    else {
      const ended = this.#findEnded(event);
      if (ended !== undefined) this.#completeEnded(ended, event);
      else this.#meet(event);
    }
  }

  result(): AppliedEvents {
    const isNew = ({ id, startSeconds, firstSeenSeconds }: Session): boolean =>
      firstSeenSeconds === this.#context.snapshot?.timeSeconds &&
      startSeconds >= (this.#context.previousSnapshotSeconds ?? Infinity) &&
      !this.#openBefore.has(id);
    return {
      open: this.#open.all(),
      ended: this.#ended.all(),
      removed: [...this.#removed.values()],
      usage: this.#usage,
      trafficCorrections: this.#traffic,
      isConnectMissing: this.#open.all().some((session) => isNew(session) && !this.#announced.has(session.id)),
    };
  }

  #findEnded(event: ClientEvent): Session | undefined {
    const inRun = findEventSession(event, this.#ended.near(event.startSeconds));
    if (inRun !== undefined) return inRun;
    const onDisk = nearStarts(event.startSeconds).flatMap((start) => this.#context.endedStartedAt(start));
    return findEventSession(
      event,
      onDisk.filter(({ server }) => server === this.#server),
    );
  }

  #continue(session: Session, event: ClientEvent): void {
    this.#announced.add(session.id);
    if (event.kind === "connect") this.#open.set(completeByConnect(session, event, this.#context));
    else {
      this.#open.delete(session);
      this.#ended.set(this.#end(session, event));
    }
  }

  #completeEnded(ended: Session, event: ClientEvent): void {
    const after =
      event.kind === "connect" ? completeByConnect(ended, event, this.#context) : this.#endAgain(ended, event);
    if (after === ended) return;
    if (!this.#ended.has(ended.id)) this.#removed.set(ended.id, ended);
    this.#ended.set(after);
  }

  #endAgain(ended: Session, event: DisconnectEvent): Session {
    if (ended.endSource === "event") return ended;
    const readings = this.#openBefore.get(ended.id)?.readings;
    return this.#end(readings === undefined ? ended : { ...ended, endSeconds: null, readings }, event);
  }

  #end(session: Session, event: DisconnectEvent): Session {
    const { before, after } = endByEvent(session, event, this.#context);
    if (!isStartedByEventAlone(session)) {
      const { zone, usageBefore } = this.#context;
      this.#usage.push(...usageAtMidnights(before, after.lastSeenSeconds, zone, () => usageBefore(session)));
    }
    this.#traffic.push(...findWrongReadings({ session, before }, this.#server), ...this.#countTraffic(before, after));
    return after;
  }

  /** A session that nothing has shown yet. */
  #meet(event: ClientEvent): void {
    if (event.kind === "disconnect" && !provesSession(event)) return;
    const id = giveEventId(event, this.#server, (one) => this.#isTaken(one, event.startSeconds));
    const session = startByEvent(event, { server: this.#server, id }, this.#context);
    this.#announced.add(session.id);
    const imported = this.#context.importedSession(session);
    if (imported !== undefined) this.#removed.set(imported.id, imported);
    if (event.kind === "disconnect") this.#ended.set(this.#end(session, event));
    else if (this.#isGone(session)) this.#ended.set(endSession(session, this.#context.lastSnapshotSeconds));
    else this.#open.set(session);
  }

  /** Whether the last snapshot would show a session that began this long before it. */
  #isGone(session: Session): boolean {
    const { snapshot, lastSnapshotSeconds } = this.#context;
    if (lastSnapshotSeconds === null || lastSnapshotSeconds < session.startSeconds) return false;
    if (snapshot !== null && maybeShows(snapshot, session)) return false;
    return !mayBeConnecting(session, lastSnapshotSeconds);
  }

  #isTaken(id: string, startSeconds: number): boolean {
    const isOnDisk = (): boolean => this.#context.endedStartedAt(startSeconds).some((session) => session.id === id);
    return this.#open.has(id) || this.#ended.has(id) || isOnDisk();
  }

  /** Traffic after the last snapshot counts with it, unless it is unknown when it happened; one item or none. */
  #countTraffic(before: Session, after: Session): readonly TrafficCorrection[] {
    const { lastSnapshotSeconds, isGap } = this.#context;
    if (lastSnapshotSeconds === null) return [];
    if (isGap(this.#server, after.lastSeenSeconds - before.lastSeenSeconds)) return [];
    if (isGap(this.#server, Math.abs(after.lastSeenSeconds - lastSnapshotSeconds))) return [];
    const bytesReceived = (after.bytesReceived ?? 0) - (before.bytesReceived ?? 0);
    const bytesSent = (after.bytesSent ?? 0) - (before.bytesSent ?? 0);
    return [{ server: this.#server, timeSeconds: lastSnapshotSeconds, bytesReceived, bytesSent }];
  }
}
