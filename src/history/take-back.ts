import { endSession } from "./end-session.js";
import type { Session } from "./session.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** A clock that was ahead for a while has returned. What it showed meanwhile is taken back. Times are epoch seconds. */
export interface ClockReturn {
  /** The last snapshot before the clock was ahead. */
  readonly provenUntilSeconds: number;
  /** The first snapshot after its return. Everything later is from the time in which it was ahead. */
  readonly returnedSeconds: number;
}

/**
 * Takes back what the clock showed of a session that is older: its last proof is the last right snapshot with it or, without
 * one, its start. If a snapshot meanwhile did not show it, it may have ended at any time until the return. What an event says
 * of an end stays, and so does a session that began meanwhile: nothing else has shown it.
 */
export function takeBackProofs(session: Session, { provenUntilSeconds, returnedSeconds }: ClockReturn): Session {
  const { firstSeenSeconds, startSeconds, lastSeenSeconds, countedFromSeconds, endSource } = session;
  if (Math.max(lastSeenSeconds, session.goneBySeconds ?? lastSeenSeconds) <= returnedSeconds) return session;
  if (session.endSeconds !== null && endSource !== "status") return session;
  const wasSeen = (firstSeenSeconds ?? startSeconds) <= provenUntilSeconds;
  const hasRightStart = startSeconds >= provenUntilSeconds - DAY_SECONDS && startSeconds <= returnedSeconds;
  if (!wasSeen && !hasRightStart) return session;
  const lastRightSeconds = wasSeen ? provenUntilSeconds : startSeconds;
  const isCountedLater = countedFromSeconds !== null && countedFromSeconds > provenUntilSeconds;
  const proven = {
    ...session,
    firstSeenSeconds: wasSeen ? firstSeenSeconds : null,
    lastSeenSeconds: Math.min(lastSeenSeconds, lastRightSeconds),
    countedFromSeconds: isCountedLater ? null : countedFromSeconds,
    earlierAddresses: session.earlierAddresses.map((one) => {
      return { ...one, lastSeenSeconds: Math.min(one.lastSeenSeconds, lastRightSeconds) };
    }),
  };
  return session.endSeconds === null ? proven : endSession(proven, returnedSeconds);
}

/**
 * The sessions of a server that have ended by what the clock showed, although its right snapshots prove less.
 *
 * @param ended sessions of any servers
 * @returns each as it is stored, and as it is to be
 */
export function takeBackEnds(
  ended: Iterable<Session>,
  server: string,
  clockReturn: ClockReturn,
): readonly { readonly stored: Session; readonly corrected: Session }[] {
  const changed: { stored: Session; corrected: Session }[] = [];
  for (const stored of ended) {
    if (stored.server !== server) continue;
    const corrected = takeBackProofs(stored, clockReturn);
    if (corrected !== stored) changed.push({ stored, corrected });
  }
  return changed;
}
