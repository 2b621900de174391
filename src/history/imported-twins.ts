import type { Session } from "./session.js";

/**
 * Finds the session that OpenVPN Status Web has recorded of one that a snapshot shows: it closed sessions whenever the
 * status was away for a minute. It knew neither client ids nor ports nor traffic, by which such a row is known.
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
