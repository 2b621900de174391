import { endSession, maybeShows, type ServerSnapshot } from "./reconcile.js";
import type { Session } from "./session.js";

/**
 * Open sessions of servers that show no snapshot: each moves to the one server that shows the same
 * name, start and address (a server, or its file, that was renamed). Else it ended at its last proof if its server is no
 * longer configured; if it is, it waits for its server.
 *
 * No session ends while a configured server shows no snapshot, or a row that cannot be read and has its name, for it may
 * be there.
 */
export function adoptOrphans(
  open: readonly Session[],
  configuredServers: ReadonlySet<string>,
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): { readonly open: readonly Session[]; readonly ended: readonly Session[] } {
  const everyServerSeen = [...configuredServers].every((server) => snapshots.has(server));
  const maybeShown = (session: Session): boolean =>
    [...snapshots.values()].some((snapshot) => maybeShows(snapshot, session));
  const stillOpen: Session[] = [];
  const ended: Session[] = [];
  for (const session of open) {
    if (snapshots.has(session.server)) {
      stillOpen.push(session);
      continue;
    }
    const [adopter, ...others] = [...snapshots.values()].filter((snapshot) => shows(snapshot, session));
    if (adopter !== undefined && others.length === 0) stillOpen.push({ ...session, server: adopter.server });
    else if (configuredServers.has(session.server) || !everyServerSeen || maybeShown(session)) stillOpen.push(session);
    else ended.push(endSession(session, null));
  }
  return { open: stillOpen, ended };
}

function shows({ established, connecting }: ServerSnapshot, session: Session): boolean {
  return [...established, ...connecting].some(
    (client) =>
      client.commonName === session.commonName &&
      client.realAddress.asWritten === session.realAddress &&
      [client.connectedSince, client.connectedSinceOr].some((date) => date?.getTime() === session.startSeconds * 1000),
  );
}
