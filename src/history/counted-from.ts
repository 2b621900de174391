import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import type { Session } from "./session.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** Without an earlier snapshot, a start is believed if it is at most this long before the first one. */
const MAX_BELIEVED_SECONDS = 400 * DAY_SECONDS;
/** Without an earlier snapshot, at most this much time before the first one counts. */
const MAX_UNSEEN_SECONDS = 31 * DAY_SECONDS;

type CountedSession = Pick<
  Session,
  "startSeconds" | "endSeconds" | "lastSeenSeconds" | "firstSeenSeconds" | "countedFromSeconds"
>;

/**
 * Judges the start of a session that is seen for the first time. A server whose clock is not set writes a wrong start,
 * such as the date of its firmware. All times are epoch seconds.
 *
 * @param firstSeenSeconds the first snapshot with the session
 * @param lastWithoutSeconds the server's last snapshot without it; `null` if there is none
 * @returns the time from which hours and days count; `null` if they count from the start
 */
export function judgeStart(
  startSeconds: number,
  firstSeenSeconds: number,
  lastWithoutSeconds: number | null,
): number | null {
  if (lastWithoutSeconds !== null && lastWithoutSeconds >= firstSeenSeconds - MAX_BELIEVED_SECONDS) {
    return startSeconds < lastWithoutSeconds - DAY_SECONDS ? lastWithoutSeconds : null;
  }
  const earliest = firstSeenSeconds - MAX_UNSEEN_SECONDS;
  return startSeconds < earliest ? earliest : null;
}

/**
 * Judges the start again when a snapshot shows the session after a long time without snapshots: the clock may not have
 * been set for the earlier ones. Rows from a version that did not store the first snapshot are judged by the last
 * proof.
 *
 * @param session as of its last proof
 * @returns the same as {@link judgeStart}
 */
export function judgeStartAgain(session: Session, provenSeconds: number): number | null {
  const { startSeconds, lastSeenSeconds, firstSeenSeconds, countedFromSeconds } = session;
  const isLongKnown = firstSeenSeconds !== null && lastSeenSeconds - firstSeenSeconds >= DAY_SECONDS;
  const earliest = provenSeconds - (isLongKnown ? MAX_BELIEVED_SECONDS : MAX_UNSEEN_SECONDS);
  const counted = countedFrom(session);
  if (counted < earliest && lastSeenSeconds < earliest) return provenSeconds;
  return counted === startSeconds ? countedFromSeconds : counted;
}

/** A session as it is when its hours and days count from a time, which may be judged again. */
export function withCountedFrom(session: Session, countedFromSeconds: number | null): Session {
  // Nearly all are as they were, and copies of thousands of them take long.
  return session.countedFromSeconds === countedFromSeconds ? session : { ...session, countedFromSeconds };
}

/** The time from which a session's hours and days count, in epoch seconds: its start, if that is believed. */
export function countedFrom(session: CountedSession): number {
  const { startSeconds, countedFromSeconds, firstSeenSeconds } = session;
  if (countedFromSeconds !== null) return countedFromSeconds;
  if (firstSeenSeconds !== null) return startSeconds;
  const lastSeconds = session.endSeconds ?? session.lastSeenSeconds;
  if (startSeconds < EARLIEST_SET_CLOCK_SECONDS && lastSeconds >= EARLIEST_SET_CLOCK_SECONDS) return lastSeconds;
  return startSeconds < lastSeconds - MAX_BELIEVED_SECONDS ? lastSeconds - MAX_UNSEEN_SECONDS : startSeconds;
}

/**
 * The end or the last proof, in epoch seconds. A clock that was not set may end a session before it counts: then it is
 * the time from which the session counts.
 */
export function countedUntil(session: CountedSession): number {
  return Math.max(countedFrom(session), session.endSeconds ?? session.lastSeenSeconds);
}

/** Whether a start is believed. The start of a long session may be believed although only part of its time counts. */
export function isStartBelieved(session: CountedSession): boolean {
  const { startSeconds, firstSeenSeconds, countedFromSeconds } = session;
  if (countedFromSeconds === null) return countedFrom(session) === startSeconds;
  return (
    firstSeenSeconds !== null &&
    countedFromSeconds === firstSeenSeconds - MAX_UNSEEN_SECONDS &&
    startSeconds >= firstSeenSeconds - MAX_BELIEVED_SECONDS
  );
}

/** The time from the start, or from `countedFrom` if the start is not believed, to an instant; never negative. */
export function durationSeconds(session: CountedSession, untilSeconds: number): number {
  return Math.max(0, untilSeconds - (isStartBelieved(session) ? session.startSeconds : countedFrom(session)));
}

/** How long an ended session lasted; null if it is still connected. */
export function toLastedSeconds(session: CountedSession): number | null {
  return session.endSeconds === null ? null : durationSeconds(session, session.endSeconds);
}
