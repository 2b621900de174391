import { getOrInsert } from "./get-or-insert.js";
import type { Session } from "./session.js";

/** In the hour that is repeated in autumn, a version 1 status gives the start by the wrong one of two offsets. */
const REPEATED_HOUR_SECONDS = 3600;

/** The starts under which a session that began in this second may be known. */
export function nearStarts(startSeconds: number): readonly number[] {
  return [startSeconds, startSeconds - REPEATED_HOUR_SECONDS, startSeconds + REPEATED_HOUR_SECONDS];
}

/** Sessions by id, in the order in which they were added, that can be searched by their start. */
export class SessionsByStart {
  readonly #byId = new Map<string, Session>();
  readonly #idsByStart = new Map<number, Set<string>>();

  constructor(sessions: Iterable<Session>) {
    for (const session of sessions) this.set(session);
  }

  set(session: Session): void {
    const { id, startSeconds } = session;
    this.#byId.set(id, session);
    getOrInsert(this.#idsByStart, startSeconds, () => new Set()).add(id);
  }

  delete({ id, startSeconds }: Session): void {
    this.#byId.delete(id);
    this.#idsByStart.get(startSeconds)?.delete(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The sessions that may have begun in this second. */
  near(startSeconds: number): readonly Session[] {
    return nearStarts(startSeconds).flatMap((start) =>
      [...(this.#idsByStart.get(start) ?? [])].flatMap((id) => this.#byId.get(id) ?? []),
    );
  }

  all(): readonly Session[] {
    return [...this.#byId.values()];
  }
}
