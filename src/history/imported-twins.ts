import type { Session } from "./session.js";

/**
 * Finds the session that OpenVPN Status Web recorded for one that a snapshot shows. It closed sessions whenever the
 * status was missing for a minute. Its rows are recognized by what they lack: client id, port and traffic.
 */
export function findImportedTwins(ended: Iterable<Session>): (session: Session) => Session | undefined {
  const byKey = new Map<string, Session>();
  for (const session of ended) {
    const { realAddress, clientId, bytesReceived } = session;
    if (realAddress === "" && clientId === "" && bytesReceived === null) byKey.set(toKey(session), session);
  }
  return (session) => (byKey.size === 0 ? undefined : byKey.get(toKey(session)));
}

function toKey({ server, commonName, startSeconds }: Session): string {
  return JSON.stringify([server, commonName, startSeconds]);
}
