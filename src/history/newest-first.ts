import { countedFrom } from "./counted-from.js";
import type { Session } from "./session.js";

/** The order of sessions on pages and in downloads: newest start first, as far as it is believed; equal ones by id. */
export function newestFirst(a: Session, b: Session): number {
  return countedFrom(b) - countedFrom(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
