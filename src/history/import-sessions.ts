import { mayStartRepeat } from "./earlier-boot.js";
import type { Session } from "./session.js";

/** A session from elsewhere. */
export interface ImportedSession {
  readonly session: Session;
  /** Every instant that its start may be: two in the hour that a zone repeats. */
  readonly possibleStarts: readonly number[];
}

/**
 * Tells which imported sessions the history has already: those of the same server, user and second
 * of start, by either reading of it. Where the history calls the user by the username, the file may have the common name,
 * or the other way round. So an import can be repeated, and one that overlaps others doubles nothing.
 *
 * @param known open and ended sessions
 */
export function makeKnownCheck(known: Iterable<Session>): (imported: ImportedSession) => boolean {
  const keys = new Set<string>();
  for (const { server, user, commonName, username, startSeconds } of known) {
    for (const name of [user, commonName || user, username || user])
      keys.add(keyOf({ server, user: name }, startSeconds));
  }
  return ({ session, possibleStarts }) => possibleStarts.some((start) => keys.has(keyOf(session, start)));
}

/**
 * The same for a backup's sessions, which have ids of ours: so one of two that one name began in one second
 * (duplicate-cn) is known from the other by its address, and comes back. One of several boots with the same start, by a
 * clock that was not set, is known by its id alone.
 */
export function makeBackupKnownCheck(known: Iterable<Session>): (session: Session) => boolean {
  const ids = new Set<string>();
  const addressesByKey = new Map<string, string[]>();
  for (const session of known) {
    ids.add(session.id);
    const key = keyOf(session, session.startSeconds);
    addressesByKey.set(key, [...(addressesByKey.get(key) ?? []), session.realAddress]);
  }
  return (session) => {
    if (ids.has(session.id)) return true;
    if (mayStartRepeat(session)) return false;
    const addresses = addressesByKey.get(keyOf(session, session.startSeconds)) ?? [];
    const isTwin = ({ realAddress }: Session, other: string): boolean =>
      realAddress !== "" && other !== "" && realAddress !== other;
    return addresses.some((address) => !isTwin(session, address));
  };
}

function keyOf({ server, user }: Pick<Session, "server" | "user">, startSeconds: number): string {
  return JSON.stringify([server, user, startSeconds]);
}
