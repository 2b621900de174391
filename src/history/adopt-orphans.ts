import { endSession } from "./end-session.js";
import { getOrInsert } from "./get-or-insert.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";

/**
 * Handles open sessions that their server does not show. If exactly one other server shows the same name, start and
 * address, the session moves there: the server or its file was renamed, or two servers swapped their names. Otherwise
 * the session waits if its server is configured, and ends at its last proof if it is not.
 *
 * But such a session does not end while any configured server has no snapshot, or has a malformed row with its name: it
 * may be connected there.
 */
export function adoptOrphans(
  open: readonly Session[],
  configuredServers: ReadonlySet<string>,
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): { readonly open: readonly Session[]; readonly ended: readonly Session[] } {
  const everyServerSeen = [...configuredServers].every((server) => snapshots.has(server));
  const maybeConnected = new Set([...snapshots.values()].flatMap(({ maybeConnected: names }) => [...(names ?? [])]));
  const findAdopter = makeFindAdopter(open, snapshots);
  const stillOpen: Session[] = [];
  const ended: Session[] = [];
  for (const session of open) {
    const adopter = findAdopter(session);
    const isConfigured = snapshots.has(session.server) || configuredServers.has(session.server);
    if (adopter !== undefined) stillOpen.push({ ...session, server: adopter });
    else if (isConfigured || !everyServerSeen || maybeConnected.has(session.commonName)) stillOpen.push(session);
    else ended.push(endSession(session, null));
  }
  return { open: stillOpen, ended };
}

/** @returns finds the server that a session moves to; `undefined` if it stays */
function makeFindAdopter(
  open: readonly Session[],
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): (session: Session) => string | undefined {
  const isOnlyServer = snapshots.size === 1 && open.every(({ server }) => snapshots.has(server));
  if (isOnlyServer) return () => undefined;
  const serversByKey = new Map<string, string[]>();
  for (const [server, snapshot] of snapshots) {
    for (const key of toKeys(snapshot)) {
      getOrInsert(serversByKey, key, () => []).push(server);
    }
  }
  // If two configured servers are one server, both show the same clients. Their sessions must not move back and forth.
  const known = new Set(open.map((session) => `${session.server}\t${toKey(session)}`));
  return (session) => {
    const key = toKey(session);
    const servers = serversByKey.get(key) ?? [];
    const [adopter] = servers;
    if (adopter === undefined || servers.length > 1) return undefined;
    // Its own server shows it, or another one that has it already.
    return known.has(`${adopter}\t${key}`) ? undefined : adopter;
  };
}

function toKeys({ established, connecting }: ServerSnapshot): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { commonName, realAddress, connectedSince, connectedSinceOr } of [...established, ...connecting]) {
    for (const date of [connectedSince, connectedSinceOr]) {
      if (date === undefined) continue;
      keys.add(toKey({ commonName, realAddress: realAddress.asWritten, startSeconds: date.getTime() / 1000 }));
    }
  }
  return keys;
}

function toKey({
  commonName,
  realAddress,
  startSeconds,
}: Pick<Session, "commonName" | "realAddress" | "startSeconds">): string {
  return `${startSeconds}\t${realAddress}\t${commonName}`;
}
