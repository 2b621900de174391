import type { Zone } from "../status/zone.js";
import { addDays, localDayOf } from "./local-day.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";

/** Bytes in the server's directions: received from the client, sent to it. */
export interface Traffic {
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/**
 * The usage rows that a session owes once it has outlived one or more local midnights (design, section 4): for the
 * day of its last proof what it had moved by then less its earlier rows, and nothing for the days on which nobody
 * looked, whose traffic shows up in the next total.
 *
 * @param session as its last proof left it
 * @param provenSeconds when it is proven to be still connected
 * @param before the sum of its earlier usage rows; asked for only when a midnight has passed
 */
export function usageAtMidnights(
  session: Session,
  provenSeconds: number,
  zone: Zone,
  before: () => Traffic,
): readonly Usage[] {
  const today = localDayOf(zone, provenSeconds);
  const firstDay = localDayOf(zone, session.lastSeenSeconds);
  if (firstDay >= today) return [];
  const { id, user, server } = session;
  const earlier = before();
  const bytesReceived = (session.bytesReceived ?? 0) - earlier.bytesReceived;
  const bytesSent = (session.bytesSent ?? 0) - earlier.bytesSent;
  const rows: Usage[] = [{ day: firstDay, id, user, server, bytesReceived, bytesSent }];
  for (let day = addDays(firstDay, 1); day < today; day = addDays(day, 1)) {
    rows.push({ day, id, user, server, bytesReceived: 0, bytesSent: 0 });
  }
  return rows;
}
