import { countedUntil } from "./counted-from.js";
import type { Session } from "./session.js";

/** How exactly the end of a session is known. */
export type EndBounds =
  /** OpenVPN itself reported it. */
  | { readonly kind: "exact" }
  /** The session was gone by a later snapshot, so it lasted longer by at most `missingSeconds`. */
  | { readonly kind: "bounded"; readonly goneBySeconds: number; readonly missingSeconds: number }
  /** No snapshot without the session is known: it may have lasted longer by any time. */
  | { readonly kind: "unbounded" };

const EXACT: EndBounds = { kind: "exact" };
const UNBOUNDED: EndBounds = { kind: "unbounded" };

/** @returns `null` for an open session */
export function toEndBounds(session: Session): EndBounds | null {
  const { endSeconds, endSource, goneBySeconds } = session;
  if (endSeconds === null) return null;
  if (endSource === "event") return EXACT;
  // Time before `counted_from` does not count, so none of it is missing.
  const untilSeconds = countedUntil(session);
  if (goneBySeconds === null || goneBySeconds < endSeconds) return UNBOUNDED;
  return { kind: "bounded", goneBySeconds, missingSeconds: Math.max(0, goneBySeconds - untilSeconds) };
}
