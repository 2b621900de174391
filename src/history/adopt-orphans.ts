import { endSession, type ServerSnapshot } from "./reconcile.js";
import type { Session } from "./session.js";

/**
 * Open sessions of servers that are no longer configured (design, section 4): each moves to the one configured server
 * that shows the same name, start and address (a server that was renamed), else it ended at its last proof.
 *
 * Nothing is decided while a configured server shows no snapshot, for the sessions may be there.
 */
export function adoptOrphans(
  open: readonly Session[],
  configuredServers: ReadonlySet<string>,
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): { readonly open: readonly Session[]; readonly ended: readonly Session[] } {
  const everyServerSeen = [...configuredServers].every((server) => snapshots.has(server));
  const stillOpen: Session[] = [];
  const ended: Session[] = [];
  for (const session of open) {
    if (configuredServers.has(session.server) || !everyServerSeen) {
      stillOpen.push(session);
      continue;
    }
    const [adopter, ...others] = [...snapshots.values()].filter((snapshot) => shows(snapshot, session));
    if (adopter !== undefined && others.length === 0) stillOpen.push({ ...session, server: adopter.server });
    else ended.push(endSession(session));
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
