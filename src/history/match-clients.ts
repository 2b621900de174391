import type { EstablishedClient } from "../status/split-clients.js";
import type { Client } from "../status/status.js";
import { isStartedByEventAlone } from "./event-session.js";
import { groupBy } from "./group-by.js";
import { SessionPool, type PooledSession } from "./session-pool.js";
import type { Session } from "./session.js";

/**
 * Finds for each open session of one server the client row that continues it. Common name and start must be equal, then
 * client id or real address. A float changes only the address, and another status-version only the id. If both differ,
 * and exactly one session and one client with this name and start are left, the client has moved.
 *
 * Each client continues at most one session, and each session is continued by at most one client. Takes about n log n,
 * even if all rows have the same name and start.
 */
export function matchClients(open: readonly Session[], clients: readonly Client[]): ReadonlyMap<Session, Client> {
  const matched = new Map<Session, Client>();
  let unmatched = clients;
  for (const readTrait of [idAndAddress, address, id]) {
    const free = open.filter((session) => !matched.has(session));
    if (free.length === 0 || unmatched.length === 0) break;
    unmatched = matchByTrait(matched, free, unmatched, readTrait);
  }
  // A client may float between its connect event and the first snapshot that shows it. Its tunnel address stays.
  const announced = open.filter((session) => !matched.has(session) && isStartedByEventAlone(session));
  if (announced.length > 0) unmatched = matchByTrait(matched, announced, unmatched, tunnel);
  pairMoved(
    matched,
    open.filter((session) => !matched.has(session)),
    unmatched,
  );
  return matched;
}

/** A value that a session and its client share besides name and start; `undefined` if it is unknown. */
type ReadTrait = (row: Pick<Session, "clientId" | "realAddress" | "tunnelIp">) => string | undefined;

const address: ReadTrait = ({ realAddress }) => realAddress;
const id: ReadTrait = ({ clientId }) => clientId || undefined;
const tunnel: ReadTrait = ({ tunnelIp }) => tunnelIp || undefined;
const idAndAddress: ReadTrait = ({ clientId, realAddress }) =>
  clientId === "" ? undefined : `${clientId} ${realAddress}`;

/**
 * Several sessions can match one client if the file has neither ids nor ports (version 1, bare IPv6). Counters rarely
 * fall, so the most likely session is the one with the most bytes that are not more than the client's.
 *
 * @returns the clients that are left
 */
function matchByTrait(
  matched: Map<Session, Client>,
  free: readonly Session[],
  clients: readonly Client[],
  readTrait: ReadTrait,
): readonly Client[] {
  const sessionsByKey = groupBy(free, (session) =>
    matchKey(session.commonName, session.startSeconds, readTrait(session)),
  );
  const poolByKey = new Map<string, SessionPool>();
  for (const [key, sessions] of sessionsByKey) poolByKey.set(key, new SessionPool(sessions));
  return clients.filter((client) => {
    const sign = readTrait({
      clientId: client.clientId ?? "",
      realAddress: client.realAddress.asWritten,
      tunnelIp: readTunnelIp(client),
    });
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

/** Pairs a session with a client if they are the only ones left with their name and start. */
function pairMoved(matched: Map<Session, Client>, free: readonly Session[], clients: readonly Client[]): void {
  const sessionsByKey = groupBy(free, ({ commonName, startSeconds }) => matchKey(commonName, startSeconds));
  const toKeys = (client: Client): readonly string[] =>
    possibleStarts(client).map((start) => matchKey(client.commonName, start));
  const rivalsByKey = new Map<string, number>();
  for (const key of clients.flatMap(toKeys)) rivalsByKey.set(key, (rivalsByKey.get(key) ?? 0) + 1);
  for (const client of clients) {
    const [key, ...otherKeys] = toKeys(client).filter((one) => sessionsByKey.has(one));
    if (key === undefined || otherKeys.length > 0 || rivalsByKey.get(key) !== 1) continue;
    const [session, ...others] = sessionsByKey.get(key) ?? [];
    if (session === undefined || others.length > 0) continue;
    // Equal tunnel addresses have been matched.
    if (isStartedByEventAlone(session) && session.tunnelIp !== "" && readTunnelIp(client) !== "") continue;
    matched.set(session, client);
    sessionsByKey.delete(key);
  }
}

/** There are two in the hour that is repeated in autumn (version 1). */
function possibleStarts({ connectedSince, connectedSinceOr }: Client): readonly number[] {
  const dates = connectedSinceOr === undefined ? [connectedSince] : [connectedSince, connectedSinceOr];
  return dates.map((date) => date.getTime() / 1000);
}

/** In version 1, only an established client has one. */
function readTunnelIp(client: Client | EstablishedClient): string {
  return "tunnelIp" in client ? client.tunnelIp : (client.virtualAddress ?? "");
}

function matchKey(commonName: string, startSeconds: number, sign = ""): string {
  return `${startSeconds}\t${sign}\t${commonName}`;
}
