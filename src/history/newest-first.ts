import type { Session } from "./session.js";

/** The order of sessions on pages and in downloads: newest start first, those of one second by id. */
export function newestFirst(a: Session, b: Session): number {
  return b.startSeconds - a.startSeconds || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
