import type { Session } from "./session.js";

/**
 * A session that was not in the snapshot, or whose server is gone: it ended at its last proof, never later.
 *
 * @param goneBySeconds the snapshot that did not show it; `null`: there is none
 */
export function endSession(session: Session, goneBySeconds: number | null): Session {
  const { readings, missedSeconds, ...ended } = session;
  const endSeconds = Math.max(session.startSeconds, session.lastSeenSeconds);
  // A snapshot by a clock that is behind the last proof does not bound the end.
  const isLater = goneBySeconds !== null && goneBySeconds >= endSeconds;
  return { ...ended, endSeconds, goneBySeconds: isLater ? goneBySeconds : null, endSource: "status" };
}

/** An ended session that is proven to be still connected. */
export function reopenSession(session: Session, server: string): Session {
  return { ...session, server, endSeconds: null, goneBySeconds: null, endSource: "" };
}
