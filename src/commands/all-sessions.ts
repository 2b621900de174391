import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";

/** All sessions there are, newest first: sorted once, and only where they are asked for. */
export function allSessionsOf(open: readonly Session[], readEnded: () => Iterable<Session>): () => readonly Session[] {
  let sorted: readonly Session[] | undefined;
  return () => (sorted ??= [...open, ...readEnded()].sort(newestFirst));
}
