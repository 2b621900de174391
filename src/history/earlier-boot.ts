import type { Client } from "../status/status.js";
import { isStartBelieved } from "./counted-from.js";
import { getReadings } from "./counters.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import type { Session } from "./session.js";

/** Whether another boot of the server may give the same start: its clock was not set, and begins at one date each time. */
export function mayStartRepeat(session: Session): boolean {
  return session.startSeconds < EARLIEST_SET_CLOCK_SECONDS || !isStartBelieved(session);
}

/** Whether a session of a client's name and start is another one, of an earlier boot: the client has moved less. */
export function isOfEarlierBoot(session: Session, client: Client): boolean {
  return mayStartRepeat(session) && hasMovedLess(client, session);
}

/** The same for a session that has ended; one that ended because its server was not configured may still be connected. */
export function wasOfEarlierBoot(session: Session, client: Client): boolean {
  const wasSeenToEnd = session.goneBySeconds !== null || session.endSource === "";
  return (mayStartRepeat(session) && wasSeenToEnd) || isOfEarlierBoot(session, client);
}

function hasMovedLess(client: Client, session: Session): boolean {
  const { received, sent } = getReadings(session);
  return client.bytesReceived < received.last && client.bytesSent < sent.last;
}
