import { countedUntil } from "./counted-from.js";
import type { KeepClock } from "./keep-clock.js";
import type { Session } from "./session.js";

/**
 * Whether a session ended longer ago than sessions are kept (config `keep`, `prune --older-than`). Never true of open
 * ones.
 */
export function isExpired(session: Session, keepSeconds: number, nowSeconds: number): boolean {
  return session.endSeconds !== null && countedUntil(session) < nowSeconds - keepSeconds;
}

/** Whether any session has expired according to the current time, but not according to the trusted clock. */
export function keepsBack(
  ended: Iterable<Session>,
  keepSeconds: number,
  clock: KeepClock,
  nowSeconds: number,
): boolean {
  for (const session of ended) {
    if (!isExpired(session, keepSeconds, nowSeconds)) continue;
    if (clock.kind !== "at" || !isExpired(session, keepSeconds, clock.seconds)) return true;
  }
  return false;
}
