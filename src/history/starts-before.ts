import type { Session } from "./session.js";

/** Whether the row of a session belongs before another's in a day file: by start, as OpenVPN wrote it, then by id. */
export function startsBefore(a: Session, b: Session): boolean {
  return a.startSeconds < b.startSeconds || (a.startSeconds === b.startSeconds && a.id < b.id);
}
