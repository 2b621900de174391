import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";
import type { Session } from "./session.js";

const DAY_SECONDS = 86_400;
/** A start that nothing vouches for is believed up to this long before the first look. */
const MAX_BELIEVED_SECONDS = 400 * DAY_SECONDS;
/** Of a start that nothing vouches for, at most this much time before the first look counts. */
const MAX_UNSEEN_SECONDS = 31 * DAY_SECONDS;

type CountedSession = Pick<
  Session,
  "startSeconds" | "endSeconds" | "lastSeenSeconds" | "firstSeenSeconds" | "countedFromSeconds"
>;

/**
 * Judges a start when a session is first seen: a server whose clock is not set writes the date of its firmware. Epoch
 * seconds.
 *
 * @param firstSeenSeconds the snapshot that shows the session
 * @param lastWithoutSeconds the server's last snapshot without it; null if there is none
 * @returns from when on hours and days count; null: from the start
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
 * Judges the start of a session again when a snapshot shows it after a long time without one: the earlier snapshots may
 * have been those of a clock that was not set. A row of a version that did not note the first look is judged by its last
 * proof.
 *
 * @param session as its last proof left it
 * @returns as {@link judgeStart}
 */
export function judgeStartAgain(session: Session, provenSeconds: number): number | null {
  const { startSeconds, lastSeenSeconds, firstSeenSeconds, countedFromSeconds } = session;
  const isLongKnown = firstSeenSeconds !== null && lastSeenSeconds - firstSeenSeconds >= DAY_SECONDS;
  const earliest = provenSeconds - (isLongKnown ? MAX_BELIEVED_SECONDS : MAX_UNSEEN_SECONDS);
  const counted = countedFrom(session);
  if (counted < earliest && lastSeenSeconds < earliest) return provenSeconds;
  return counted === startSeconds ? countedFromSeconds : counted;
}

/** From when on the hours and days of a session count, in epoch seconds: its start, unless that is not to be believed. */
export function countedFrom(session: CountedSession): number {
  const { startSeconds, countedFromSeconds, firstSeenSeconds } = session;
  if (countedFromSeconds !== null) return countedFromSeconds;
  if (firstSeenSeconds !== null) return startSeconds;
  const lastSeconds = session.endSeconds ?? session.lastSeenSeconds;
  if (startSeconds < EARLIEST_SET_CLOCK_SECONDS && lastSeconds >= EARLIEST_SET_CLOCK_SECONDS) return lastSeconds;
  return startSeconds < lastSeconds - MAX_BELIEVED_SECONDS ? lastSeconds - MAX_UNSEEN_SECONDS : startSeconds;
}

/** The end, or the last proof, in epoch seconds; never before the session counts: a clock that was not set may end one. */
export function countedUntil(session: CountedSession): number {
  return Math.max(countedFrom(session), session.endSeconds ?? session.lastSeenSeconds);
}

/** Whether a start is believed. That of a long tunnel may be although only a part of its time counts. */
export function isStartBelieved(session: CountedSession): boolean {
  const { startSeconds, firstSeenSeconds, countedFromSeconds } = session;
  if (countedFromSeconds === null) return countedFrom(session) === startSeconds;
  return (
    firstSeenSeconds !== null &&
    countedFromSeconds === firstSeenSeconds - MAX_UNSEEN_SECONDS &&
    startSeconds >= firstSeenSeconds - MAX_BELIEVED_SECONDS
  );
}

/** From the start until an instant, or from where the session counts if its start is not believed; never negative. */
export function durationSeconds(session: CountedSession, untilSeconds: number): number {
  return Math.max(0, untilSeconds - (isStartBelieved(session) ? session.startSeconds : countedFrom(session)));
}
