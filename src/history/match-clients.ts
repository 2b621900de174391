import type { Client } from "../status/status.js";
import type { Session } from "./session.js";

/**
 * Finds for each open session of one server the client row that continues it (design, section 4): equal common name
 * and connected since, then client id or real address. A float changes only the address; another status-version
 * changes only the ids; where neither is left, one that vanished and one that appeared are one that moved.
 *
 * Every client is given to at most one session and every session to at most one client.
 */
export function matchClients(open: readonly Session[], clients: readonly Client[]): ReadonlyMap<Session, Client> {
  const matched = new Map<Session, Client>();
  const freeByKey = new Map<string, Set<Session>>();
  for (const session of open) {
    const key = matchKey(session.commonName, session.startSeconds);
    const group = freeByKey.get(key);
    if (group === undefined) freeByKey.set(key, new Set([session]));
    else group.add(session);
  }
  let unmatched = clients.filter((client) => candidates(freeByKey, client).length > 0);
  for (const same of [sameIdAndAddress, sameAddress, sameId]) {
    unmatched = unmatched.filter((client) => {
      const session = closestInBytes(
        candidates(freeByKey, client).filter((one) => same(one, client)),
        client,
      );
      if (session === undefined) return true;
      take(matched, freeByKey, session, client);
      return false;
    });
  }
  pairMoved(matched, freeByKey, unmatched);
  return matched;
}

/** Pairs the one session and the one client of equal name and start that have nothing else in common. */
function pairMoved(matched: Map<Session, Client>, freeByKey: FreeSessions, unmatched: readonly Client[]): void {
  for (const client of unmatched) {
    const [session, ...others] = candidates(freeByKey, client);
    if (session === undefined || others.length > 0) continue;
    const rivals = unmatched.filter((rival) => candidates(freeByKey, rival).includes(session));
    if (rivals.length === 1) take(matched, freeByKey, session, client);
  }
}

type FreeSessions = ReadonlyMap<string, Set<Session>>;

function take(matched: Map<Session, Client>, freeByKey: FreeSessions, session: Session, client: Client): void {
  matched.set(session, client);
  freeByKey.get(matchKey(session.commonName, session.startSeconds))?.delete(session);
}

/** Free sessions of the client's name and start; in version 1's repeated hour, of either reading of the start. */
function candidates(freeByKey: FreeSessions, client: Client): readonly Session[] {
  const starts = [client.connectedSince, client.connectedSinceOr].filter((date) => date !== undefined);
  return starts.flatMap((start) => [...(freeByKey.get(matchKey(client.commonName, start.getTime() / 1000)) ?? [])]);
}

function matchKey(commonName: string, startSeconds: number): string {
  return `${startSeconds} ${commonName}`;
}

function sameIdAndAddress(session: Session, client: Client): boolean {
  return sameId(session, client) && sameAddress(session, client);
}

function sameAddress(session: Session, client: Client): boolean {
  return session.realAddress === client.realAddress.asWritten;
}

function sameId(session: Session, client: Client): boolean {
  return session.clientId !== "" && session.clientId === client.clientId;
}

/**
 * Several sessions can fit one client where the file has neither id nor port (version 1, bare IPv6): counters never
 * fall, so the one with the most bytes that are not more than the client's is the likeliest.
 */
function closestInBytes(sessions: readonly Session[], client: Client): Session | undefined {
  const notMore = sessions.filter((session) => (session.bytesReceived ?? 0) <= client.bytesReceived);
  const fitting = notMore.length > 0 ? notMore : sessions;
  let best: Session | undefined;
  for (const session of fitting) {
    if (best === undefined || (session.bytesReceived ?? 0) > (best.bytesReceived ?? 0)) best = session;
  }
  return best;
}
