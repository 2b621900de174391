import type { Client } from "../status/status.js";
import { isStartBelieved, judgeStartAgain } from "./counted-from.js";
import { getReadings } from "./counters.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import type { Session } from "./session.js";

/** Whether another boot of the server may give the same start: its clock was not set, and begins at one date each time. */
export function mayStartRepeat(session: Session): boolean {
  return session.startSeconds < EARLIEST_SET_CLOCK_SECONDS || !isStartBelieved(session);
}

/**
 * Whether a session of a client's name and start is another one, of an earlier boot: the client has moved less.
 *
 * @param latestSeconds the snapshot that shows the client, or a later one by a clock that was right
 */
export function isOfEarlierBoot(session: Session, client: Client, latestSeconds: number): boolean {
  return mayRepeatUntil(session, latestSeconds) && hasMovedLess(client, session);
}

/** The same for a session that has ended; one that ended because its server was not configured may still be connected. */
export function wasOfEarlierBoot(session: Session, client: Client, latestSeconds: number): boolean {
  const wasSeenToEnd = session.goneBySeconds !== null || session.endSource === "";
  const knownSeconds = Math.max(latestSeconds, session.goneBySeconds ?? 0);
  return mayRepeatUntil(session, knownSeconds) && (wasSeenToEnd || hasMovedLess(client, session));
}

/** What is known of the start may be that of a clock that was not set: a snapshot of much later tells. */
function mayRepeatUntil(session: Session, latestSeconds: number): boolean {
  return mayStartRepeat({ ...session, countedFromSeconds: judgeStartAgain(session, latestSeconds) });
}

function hasMovedLess(client: Client, session: Session): boolean {
  const { received, sent } = getReadings(session);
  return client.bytesReceived < received.last && client.bytesSent < sent.last;
}
