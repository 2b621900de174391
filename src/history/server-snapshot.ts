import type { EstablishedClient } from "../status/split-clients.js";
import type { Client } from "../status/status.js";
import type { Zone } from "../status/zone.js";
import type { SeenIntervals } from "./seen-intervals.js";
import type { Session } from "./session.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { UserNaming } from "./user-naming.js";

/** A server's clients at one time. */
export interface ServerSnapshot {
  readonly server: string;
  readonly timeSeconds: number;
  readonly established: readonly EstablishedClient[];
  readonly connecting: readonly Client[];
  /** Common names of clients that may be connected too: their rows were set aside. */
  readonly maybeConnected?: ReadonlySet<string>;
}

export interface ReconcileContext extends UserNaming {
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  /** The server's last accepted snapshot; `null` if there is none, or if its clock was wrong. */
  readonly lastSnapshotSeconds: number | null;
  /** The server's last snapshot by a clock that was right, as far as is known. New starts are judged by it. */
  readonly lastRightSeconds: number | null;
  /**
   * Whether the last proof of a session is later than this snapshot, by a clock that may be right. Then the session
   * waits: it is neither continued nor ended.
   */
  readonly waits: (session: Session) => boolean;
  /** The traffic in a session's existing usage rows. */
  readonly usageBefore: (session: Session) => Traffic;
  /** A session in the day files, by its id and start. */
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
  /** The session of a client that an event has ended, in the day files: its id may come from its address. */
  readonly endedByEvent: (client: EstablishedClient) => Session | undefined;
  /** The session as OpenVPN Status Web recorded it, as ended, in the day files. */
  readonly importedSession: (session: Session) => Session | undefined;
}

/**
 * Whether a row that was set aside may show this session. Then the session waits: it is neither continued nor ended.
 */
export function maybeShows({ maybeConnected }: ServerSnapshot, { commonName }: Session): boolean {
  return maybeConnected?.has(commonName) === true;
}
