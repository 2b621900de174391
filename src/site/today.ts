import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import { bytesSinceUsage, sumKnown, toLastDay } from "../rollup/session-shares.js";
import { startTotals, type Totals } from "../rollup/totals.js";
import type { LiveIndex } from "./site-index.js";

/**
 * Today's totals as of now: the final figures of the day, and what running sessions have added today. Every live page
 * shows these. Of a session that was first seen today, all traffic counts, as it does when the day is over.
 *
 * @param open the running sessions of the same servers
 * @param final undefined if nobody was connected today
 */
export function todayTotals(
  { calendar, today, usage }: Pick<LiveIndex, "calendar" | "today" | "usage">,
  open: readonly Session[],
  final: Totals | undefined,
): Totals {
  const totals = { ...startTotals(), ...final };
  const dayStart = calendar.toDayStart(today);
  for (const session of open) {
    if (toLastDay(session, calendar) !== today) continue;
    totals.connectedSeconds += Math.max(0, session.lastSeenSeconds - Math.max(dayStart, countedFrom(session)));
    const { bytesReceived, bytesSent } = bytesSinceUsage(session, usage.get(session.id));
    totals.bytesReceived = sumKnown(totals.bytesReceived, bytesReceived);
    totals.bytesSent = sumKnown(totals.bytesSent, bytesSent);
  }
  return totals;
}
