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
 * Makes the usage row of a session that was open across one or more local midnights. It is for the day of the last
 * proof, and has the traffic up to then, less the session's earlier usage rows. Days without a snapshot get no row, and
 * neither do days before the session counts, which come from a clock that was not set. Their traffic is part of the
 * next total.
 *
 * @param session as of its last proof
 * @param provenSeconds when the session is shown to be still connected
 * @param before the sum of its earlier usage rows; called only if a midnight has passed
 * @returns one row or none; its counts are never negative, whatever the earlier rows say
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
