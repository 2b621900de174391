import type { Session } from "./session.js";

/** Whether a session ended longer ago than is kept (config `keep`, `prune --older-than`). One still open never did. */
export function isExpired({ endSeconds }: Session, keepSeconds: number, nowSeconds: number): boolean {
  return endSeconds !== null && endSeconds < nowSeconds - keepSeconds;
}

/** Ids of the ended sessions that are older than is kept. */
export function expiredIds(
  ended: Iterable<Session>,
  keepSeconds: number | null,
  nowSeconds: number,
): ReadonlySet<string> {
  const ids = new Set<string>();
  if (keepSeconds === null) return ids;
  for (const session of ended) if (isExpired(session, keepSeconds, nowSeconds)) ids.add(session.id);
  return ids;
}
