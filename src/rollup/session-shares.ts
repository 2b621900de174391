import { countedFrom, countedUntil } from "../history/counted-from.js";
import { toEndBounds, type EndBounds } from "../history/end-bounds.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import type { SessionSpan } from "./peak.js";
import type { Calendar } from "./calendar.js";

/** What one session adds to one of the days that it overlaps. Only final figures: they never change by waiting. */
export interface SessionShare {
  readonly day: string;
  readonly connectedSeconds: number;
  /** Null where nothing is final or known. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
  /** How exactly the session's end is known, on the day on which it ended; else null. */
  readonly end: EndBounds | null;
}

interface SessionBytes {
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/**
 * A session's days, in order, each with the final time connected and traffic. An ended session is final as a whole; a
 * running one only on the days before the one on which it was last seen, whose traffic is in the usage rows. A day
 * without final figures is still listed if the session overlaps it. Days and hours count from where the session does
 * ({@link countedFrom}), so that a start from a clock that was not set yet does not fill years with days.
 */
export function sessionShares(
  session: Session,
  usage: readonly Usage[] | undefined,
  days: Calendar,
): readonly SessionShare[] {
  const { endSeconds } = session;
  const fromSeconds = countedFrom(session);
  const lastDay = toLastDay(session, days);
  const firstDay = days.toDay(fromSeconds);
  const rest = endSeconds === null ? { bytesReceived: null, bytesSent: null } : bytesSinceUsage(session, usage);
  const untilSeconds = endSeconds ?? days.toDayStart(lastDay);
  if (firstDay === lastDay && usage === undefined) {
    const connectedSeconds = Math.max(0, untilSeconds - fromSeconds);
    return [{ day: lastDay, connectedSeconds, end: toEndBounds(session), ...rest }];
  }
  const bytesByDay = new Map<string, SessionBytes>([[lastDay, rest]]);
  for (const row of usage ?? []) bytesByDay.set(row.day, sumBytes(bytesByDay.get(row.day), row));
  return [...overlappedDays(firstDay, lastDay, bytesByDay.keys(), days)].map((day) => ({
    day,
    connectedSeconds: overlapSeconds(
      fromSeconds,
      untilSeconds,
      days.toDayStart(day),
      days.toDayStart(days.nextDay(day)),
    ),
    bytesReceived: bytesByDay.get(day)?.bytesReceived ?? null,
    bytesSent: bytesByDay.get(day)?.bytesSent ?? null,
    end: day === lastDay ? toEndBounds(session) : null,
  }));
}

/** The traffic that is in no usage row yet: that of the session's last or current day. */
export function bytesSinceUsage(session: Session, usage: readonly Usage[] | undefined): SessionBytes {
  let { bytesReceived, bytesSent } = session;
  for (const row of usage ?? []) {
    if (bytesReceived !== null) bytesReceived = Math.max(0, bytesReceived - row.bytesReceived);
    if (bytesSent !== null) bytesSent = Math.max(0, bytesSent - row.bytesSent);
  }
  return { bytesReceived, bytesSent };
}

/** The day of a session's end, or of its last proof while it runs. */
export function toLastDay(session: Session, days: Calendar): string {
  return days.toDay(countedUntil(session));
}

/**
 * The time for which a session counts in peaks. A running session counts for the whole of the day on which it was last
 * seen: until that day is over, a peak can only rise when a session starts.
 */
export function peakSpan(session: Session, days: Calendar): SessionSpan {
  return {
    startSeconds: countedFrom(session),
    endSeconds:
      session.endSeconds === null ? days.toDayStart(days.nextDay(toLastDay(session, days))) : countedUntil(session),
  };
}

/**
 * The day on which a session was first seen, if it began on an earlier one: all its earlier traffic counts on that day,
 * and is marked so. Null for every other session, and where the traffic is not known.
 */
export function countedFromDay(session: Session, usage: readonly Usage[] | undefined, days: Calendar): string | null {
  if (session.bytesReceived === null) return null;
  const lastDay = toLastDay(session, days);
  const firstSeenDay = (usage ?? []).reduce((first, { day }) => (day < first ? day : first), lastDay);
  return firstSeenDay > days.toDay(countedFrom(session)) ? firstSeenDay : null;
}

/** Adds the known numbers; null if both are unknown. */
function sumBytes(a: SessionBytes | undefined, b: SessionBytes): SessionBytes {
  return {
    bytesReceived: sumKnown(a?.bytesReceived ?? null, b.bytesReceived),
    bytesSent: sumKnown(a?.bytesSent ?? null, b.bytesSent),
  };
}

/** The sum of the known values; null if neither is known. */
export function sumKnown(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : a + b;
}

function overlappedDays(
  firstDay: string,
  lastDay: string,
  daysWithTraffic: Iterable<string>,
  days: Calendar,
): ReadonlySet<string> {
  const overlapped = new Set([firstDay, ...daysWithTraffic]);
  for (let day = firstDay; day < lastDay; day = days.nextDay(day)) overlapped.add(day);
  return new Set([...overlapped].sort());
}

function overlapSeconds(aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  return Math.max(0, Math.min(aEnd, bEnd) - Math.max(aStart, bStart));
}
