import type { Zone } from "../status/zone.js";
import { countedFrom } from "./counted-from.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import { toLocalDay } from "./local-day.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";

/** Bytes in the server's directions: received from the client, sent to it. */
export interface Traffic {
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/**
 * The usage row that a session owes once it has outlived one or more local midnights: for the day of
 * its last proof what it had moved by then less its earlier rows. Days on which nobody looked get none, for their
 * traffic shows up in the next total; nor does a day before the session counts, which a clock that was not set yet wrote:
 * its traffic does so too.
 *
 * @param session as its last proof left it
 * @param provenSeconds when it is proven to be still connected
 * @param before the sum of its earlier usage rows; asked for only when a midnight has passed
 * @returns one row or none. Its counts are never negative, whatever the earlier rows say.
 */
export function usageAtMidnights(
  session: Session,
  provenSeconds: number,
  zone: Zone,
  before: () => Traffic,
): readonly Usage[] {
  const day = toLocalDay(zone, session.lastSeenSeconds);
  if (session.lastSeenSeconds < Math.max(EARLIEST_SET_CLOCK_SECONDS, countedFrom(session))) return [];
  if (day >= toLocalDay(zone, provenSeconds)) return [];
  const { id, user, server } = session;
  const earlier = before();
  return [
    {
      day,
      id,
      user,
      server,
      bytesReceived: Math.max(0, (session.bytesReceived ?? 0) - earlier.bytesReceived),
      bytesSent: Math.max(0, (session.bytesSent ?? 0) - earlier.bytesSent),
    },
  ];
}
