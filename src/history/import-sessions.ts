import { getOrInsert } from "./get-or-insert.js";
import { mayStartRepeat } from "./earlier-boot.js";
import type { Session } from "./session.js";

/** A session to import. */
export interface ImportedSession {
  readonly session: Session;
  /** Every instant that its start may mean: two in the hour that is repeated in autumn. */
  readonly possibleStarts: readonly number[];
}

/**
 * The names by which the user of a session may be known: it may be the common name in a file and the username in the
 * history, or the other way round.
 */
export function toKnownNames({
  user,
  commonName,
  username,
}: Pick<Session, "user" | "commonName" | "username">): readonly string[] {
  return [...new Set([user, commonName || user, username || user])];
}

/**
 * Tells whether the history already has an imported session: one with the same server, user and start, by any reading
 * of the start. So imports may be repeated and may overlap without duplicating anything.
 */
export class KnownStarts {
  readonly #keys = new Set<string>();

  constructor(known: readonly Session[]) {
    for (const session of known) this.add(session);
  }

  add(session: Session): void {
    const { server, startSeconds } = session;
    for (const user of toKnownNames(session)) this.#keys.add(toKey({ server, user }, startSeconds));
  }

  has({ session, possibleStarts }: ImportedSession): boolean {
    return possibleStarts.some((start) => this.#keys.has(toKey(session, start)));
  }
}

/**
 * The same for the sessions of a backup, which have ids. If one user began two sessions in the same second
 * (duplicate-cn), they are told apart by address, and each can be restored alone. If a clock that was not set gave the
 * same start to sessions of several boots, only the id counts.
 */
export class KnownIds {
  readonly #ids = new Set<string>();
  readonly #addressesByKey = new Map<string, Set<string>>();

  constructor(known: readonly Session[]) {
    for (const session of known) this.add(session);
  }

  add(session: Session): void {
    this.#ids.add(session.id);
    getOrInsert(this.#addressesByKey, toKey(session, session.startSeconds), () => new Set()).add(session.realAddress);
  }

  has(session: Session): boolean {
    const { id, realAddress, startSeconds } = session;
    if (this.#ids.has(id)) return true;
    if (mayStartRepeat(session)) return false;
    const addresses = this.#addressesByKey.get(toKey(session, startSeconds));
    if (addresses === undefined) return false;
    // If one of two addresses is not known, they may be equal.
    return realAddress === "" || addresses.has(realAddress) || addresses.has("");
  }
}

function toKey({ server, user }: Pick<Session, "server" | "user">, startSeconds: number): string {
  return JSON.stringify([server, user, startSeconds]);
}
