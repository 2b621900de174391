import type { Client } from "../status/status.js";
import { groupBy } from "./group-by.js";
import { SessionPool, type PooledSession } from "./session-pool.js";
import type { Session } from "./session.js";

/**
 * Finds for each open session of one server the client row that continues it: equal common name
 * and connected since, then client id or real address. A float changes only the address; another status-version
 * changes only the ids; where neither is left, one that vanished and one that appeared are one that moved.
 *
 * Every client is given to at most one session and every session to at most one client. Costs about n log n, also where
 * all rows are of one name and second.
 */
export function matchClients(open: readonly Session[], clients: readonly Client[]): ReadonlyMap<Session, Client> {
  const matched = new Map<Session, Client>();
  let unmatched = clients;
  for (const signOf of [idAndAddress, address, id]) {
    const free = open.filter((session) => !matched.has(session));
    if (free.length === 0 || unmatched.length === 0) break;
    unmatched = matchBySign(matched, free, unmatched, signOf);
  }
  pairMoved(
    matched,
    open.filter((session) => !matched.has(session)),
    unmatched,
  );
  return matched;
}

/** What a session and its client have in common beside name and start; `undefined` where it is not known. */
type SignOf = (row: { readonly clientId: string; readonly realAddress: string }) => string | undefined;

const address: SignOf = ({ realAddress }) => realAddress;
const id: SignOf = ({ clientId }) => clientId || undefined;
const idAndAddress: SignOf = ({ clientId, realAddress }) =>
  clientId === "" ? undefined : `${clientId} ${realAddress}`;

/**
 * Several sessions can fit one client where the file has neither id nor port (version 1, bare IPv6): counters never
 * fall, so the one with the most bytes that are not more than the client's is the likeliest.
 *
 * @returns the clients that are left
 */
function matchBySign(
  matched: Map<Session, Client>,
  free: readonly Session[],
  clients: readonly Client[],
  signOf: SignOf,
): readonly Client[] {
  const sessionsByKey = groupBy(free, (session) => matchKey(session.commonName, session.startSeconds, signOf(session)));
  const poolByKey = new Map<string, SessionPool>();
  for (const [key, sessions] of sessionsByKey) poolByKey.set(key, new SessionPool(sessions));
  return clients.filter((client) => {
    const sign = signOf({ clientId: client.clientId ?? "", realAddress: client.realAddress.asWritten });
    if (sign === undefined) return true;
    let best: PooledSession | undefined;
    for (const start of possibleStarts(client)) {
      const found = poolByKey.get(matchKey(client.commonName, start, sign))?.closest(client.bytesReceived);
      if (found !== undefined && (best === undefined || isCloser(found, best))) best = found;
    }
    if (best === undefined) return true;
    best.take();
    matched.set(best.session, client);
    return false;
  });
}

function isCloser(a: PooledSession, b: PooledSession): boolean {
  return a.fits === b.fits ? a.bytesReceived > b.bytesReceived : a.fits;
}

/** Pairs the one session and the one client of equal name and start that have nothing else in common. */
function pairMoved(matched: Map<Session, Client>, free: readonly Session[], clients: readonly Client[]): void {
  const sessionsByKey = groupBy(free, ({ commonName, startSeconds }) => matchKey(commonName, startSeconds));
  const keysOf = (client: Client): readonly string[] =>
    possibleStarts(client).map((start) => matchKey(client.commonName, start));
  const rivalsByKey = new Map<string, number>();
  for (const key of clients.flatMap(keysOf)) rivalsByKey.set(key, (rivalsByKey.get(key) ?? 0) + 1);
  for (const client of clients) {
    const [key, ...otherKeys] = keysOf(client).filter((one) => sessionsByKey.has(one));
    if (key === undefined || otherKeys.length > 0 || rivalsByKey.get(key) !== 1) continue;
    const [session, ...others] = sessionsByKey.get(key) ?? [];
    if (session === undefined || others.length > 0) continue;
    matched.set(session, client);
    sessionsByKey.delete(key);
  }
}

/** In version 1's repeated hour there are two. */
function possibleStarts({ connectedSince, connectedSinceOr }: Client): readonly number[] {
  const dates = connectedSinceOr === undefined ? [connectedSince] : [connectedSince, connectedSinceOr];
  return dates.map((date) => date.getTime() / 1000);
}

function matchKey(commonName: string, startSeconds: number, sign = ""): string {
  return `${startSeconds}\t${sign}\t${commonName}`;
}
