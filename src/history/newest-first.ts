import { countedFrom } from "./counted-from.js";
import type { Session } from "./session.js";

/** Orders sessions for pages and downloads: newest start first (`countedFrom` if it is not believed), then by id. */
export function newestFirst(a: Session, b: Session): number {
  return countedFrom(b) - countedFrom(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
