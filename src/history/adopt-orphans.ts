import { endSession } from "./end-session.js";
import { maybeShows, type ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";

/**
 * Open sessions that their server does not show. Each moves to the one other server that shows the same name, start and
 * address: a server, or its file, was renamed, or two servers have swapped their names. Else it waits for its server if
 * that shows no snapshot, and ends at its last proof if its server is no longer configured.
 *
 * No session of such a server ends while a configured server shows no snapshot, or a row that cannot be read and has its
 * name, for it may be there.
 */
export function adoptOrphans(
  open: readonly Session[],
  configuredServers: ReadonlySet<string>,
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): { readonly open: readonly Session[]; readonly ended: readonly Session[] } {
  const everyServerSeen = [...configuredServers].every((server) => snapshots.has(server));
  const maybeShown = (session: Session): boolean =>
    [...snapshots.values()].some((snapshot) => maybeShows(snapshot, session));
  const adopterOf = makeAdopters(open, snapshots);
  const stillOpen: Session[] = [];
  const ended: Session[] = [];
  for (const session of open) {
    const adopter = adopterOf(session);
    const isConfigured = snapshots.has(session.server) || configuredServers.has(session.server);
    if (adopter !== undefined) stillOpen.push({ ...session, server: adopter });
    else if (isConfigured || !everyServerSeen || maybeShown(session)) stillOpen.push(session);
    else ended.push(endSession(session, null));
  }
  return { open: stillOpen, ended };
}

/** @returns the server that a session moves to; undefined if it stays where it is */
function makeAdopters(
  open: readonly Session[],
  snapshots: ReadonlyMap<string, ServerSnapshot>,
): (session: Session) => string | undefined {
  const isOnlyServer = snapshots.size === 1 && open.every(({ server }) => snapshots.has(server));
  if (isOnlyServer) return () => undefined;
  const shownByServer = new Map([...snapshots].map(([server, snapshot]) => [server, signsOf(snapshot)]));
  // Two sources of one server show the same clients: a session of the one is not also one of the other.
  const known = new Set(open.map((session) => `${session.server}\t${signOf(session)}`));
  return (session) => {
    const sign = signOf(session);
    if (shownByServer.get(session.server)?.has(sign) === true) return undefined;
    const [adopter, ...others] = [...shownByServer].filter(([, shown]) => shown.has(sign)).map(([server]) => server);
    if (adopter === undefined || others.length > 0 || known.has(`${adopter}\t${sign}`)) return undefined;
    return adopter;
  };
}

function signsOf({ established, connecting }: ServerSnapshot): ReadonlySet<string> {
  const signs = new Set<string>();
  for (const { commonName, realAddress, connectedSince, connectedSinceOr } of [...established, ...connecting]) {
    for (const date of [connectedSince, connectedSinceOr]) {
      if (date === undefined) continue;
      signs.add(signOf({ commonName, realAddress: realAddress.asWritten, startSeconds: date.getTime() / 1000 }));
    }
  }
  return signs;
}

function signOf({
  commonName,
  realAddress,
  startSeconds,
}: Pick<Session, "commonName" | "realAddress" | "startSeconds">): string {
  return `${startSeconds}\t${realAddress}\t${commonName}`;
}
