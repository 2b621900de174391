import type { Client } from "../status/status.js";
import { isStartBelieved, judgeStartAgain, withCountedFrom } from "./counted-from.js";
import { getReadings } from "./counters.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import type { Session } from "./session.js";

/**
 * Whether another session may have the same start. If the server's clock is not set, it starts at the same date with
 * each boot.
 */
export function mayStartRepeat(session: Session): boolean {
  return session.startSeconds < EARLIEST_SET_CLOCK_SECONDS || !isStartBelieved(session);
}

/**
 * Whether an open session with a client's name and start is from an earlier boot: the client's counters are lower.
 *
 * @param latestSeconds the snapshot that shows the client, or a later one from a clock that was right
 */
export function isFromEarlierBoot(session: Session, client: Client, latestSeconds: number): boolean {
  return mayRepeatBy(session, latestSeconds) && hasLowerCounters(client, session);
}

/**
 * The same for an ended session. If it ended only because its server was no longer configured, it may still be
 * connected.
 */
export function wasFromEarlierBoot(session: Session, client: Client, latestSeconds: number): boolean {
  const wasSeenToEnd = session.goneBySeconds !== null || session.endSource === "";
  const knownSeconds = Math.max(latestSeconds, session.goneBySeconds ?? 0);
  return mayRepeatBy(session, knownSeconds) && (wasSeenToEnd || hasLowerCounters(client, session));
}

/** The start may be from a clock that was not set. A much later snapshot reveals that. */
function mayRepeatBy(session: Session, latestSeconds: number): boolean {
  return mayStartRepeat(withCountedFrom(session, judgeStartAgain(session, latestSeconds)));
}

function hasLowerCounters(client: Client, session: Session): boolean {
  const { received, sent } = getReadings(session);
  return client.bytesReceived < received.last && client.bytesSent < sent.last;
}
