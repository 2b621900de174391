import { mayStartRepeat } from "./earlier-boot.js";
import type { Session } from "./session.js";

/** A session to import. */
export interface ImportedSession {
  readonly session: Session;
  /** Every instant that its start may mean: two in the hour that is repeated in autumn. */
  readonly possibleStarts: readonly number[];
}

/**
 * Makes a check of whether the history already has an imported session: one with the same server, user and start, by
 * any reading of the start. The user may be the common name in the file and the username in the history, or the other
 * way round. So imports may be repeated and may overlap without duplicating anything.
 *
 * @param known open and ended sessions
 */
export function makeKnownCheck(known: Iterable<Session>): (imported: ImportedSession) => boolean {
  const keys = new Set<string>();
  for (const { server, user, commonName, username, startSeconds } of known) {
    for (const name of [user, commonName || user, username || user])
      keys.add(toKey({ server, user: name }, startSeconds));
  }
  return ({ session, possibleStarts }) => possibleStarts.some((start) => keys.has(toKey(session, start)));
}

/**
 * The same for the sessions of a backup, which have ids. If one user began two sessions in the same second
 * (duplicate-cn), they are told apart by address, and each can be restored alone. If a clock that was not set gave the
 * same start to sessions of several boots, only the id counts.
 */
export function makeBackupKnownCheck(known: Iterable<Session>): (session: Session) => boolean {
  const ids = new Set<string>();
  const addressesByKey = new Map<string, string[]>();
  for (const session of known) {
    ids.add(session.id);
    const key = toKey(session, session.startSeconds);
    addressesByKey.set(key, [...(addressesByKey.get(key) ?? []), session.realAddress]);
  }
  return (session) => {
    if (ids.has(session.id)) return true;
    if (mayStartRepeat(session)) return false;
    const addresses = addressesByKey.get(toKey(session, session.startSeconds)) ?? [];
    const isTwin = ({ realAddress }: Session, other: string): boolean =>
      realAddress !== "" && other !== "" && realAddress !== other;
    return addresses.some((address) => !isTwin(session, address));
  };
}

function toKey({ server, user }: Pick<Session, "server" | "user">, startSeconds: number): string {
  return JSON.stringify([server, user, startSeconds]);
}
