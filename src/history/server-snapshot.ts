import type { EstablishedClient } from "../status/split-clients.js";
import type { Client } from "../status/status.js";
import type { Zone } from "../status/zone.js";
import type { SeenIntervals } from "./seen-intervals.js";
import type { Session } from "./session.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { UserNaming } from "./user-naming.js";

/** What an accepted snapshot says of one server. */
export interface ServerSnapshot {
  readonly server: string;
  readonly timeSeconds: number;
  readonly established: readonly EstablishedClient[];
  readonly connecting: readonly Client[];
  /** Common names of clients that may be connected too: their rows were there and could not be read. */
  readonly maybeConnected?: ReadonlySet<string>;
}

export interface ReconcileContext extends UserNaming {
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  /** The server's last accepted snapshot; null if there is none, or if it was from a clock that was wrong. */
  readonly lastSnapshotSeconds: number | null;
  /** The server's last snapshot by a clock that was right, as far as is known: new starts are judged by it. */
  readonly lastRightSeconds: number | null;
  /**
   * Whether a session was proven later than this snapshot, by a clock that may be the right one: then it waits as it is,
   * and neither goes on nor ends.
   */
  readonly waits: (session: Session) => boolean;
  /** What a session has in usage rows already. */
  readonly usageBefore: (session: Session) => Traffic;
  /** A session in the day files, by its id and start. */
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
  /** What OpenVPN Status Web recorded of a session, in the day files as ended. */
  readonly importedSession: (session: Session) => Session | undefined;
}

/** Whether a row that could not be read may prove a session, which then waits as it is: it neither goes on nor ends. */
export function maybeShows({ maybeConnected }: ServerSnapshot, { commonName }: Session): boolean {
  return maybeConnected?.has(commonName) === true;
}
