import type { Session } from "./session.js";

/**
 * Ends a session that the snapshot no longer shows, or whose server is gone. It ends at its last proof, never later.
 *
 * @param goneBySeconds the snapshot that did not show it; `null` if there is none
 */
export function endSession(session: Session, goneBySeconds: number | null): Session {
  const { readings, missedSeconds, ...ended } = session;
  const endSeconds = Math.max(session.startSeconds, session.lastSeenSeconds);
  // A snapshot from before the last proof, by a clock that was set back, says nothing about the end.
  const isLater = goneBySeconds !== null && goneBySeconds >= endSeconds;
  return { ...ended, endSeconds, goneBySeconds: isLater ? goneBySeconds : null, endSource: "status" };
}

/** Reopens a session that was recorded as ended but is still connected. */
export function reopenSession(session: Session, server: string): Session {
  return { ...session, server, endSeconds: null, goneBySeconds: null, endSource: "" };
}
