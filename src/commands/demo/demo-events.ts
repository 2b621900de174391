import { sessionId } from "../../history/session-id.js";
import { NO_DETAILS, type Session } from "../../history/session.js";
import type { EstablishedClient } from "../../status/split-clients.js";
import type { NumberedConnection } from "./demo-company.js";

/**
 * Completes the sessions of a made-up server as OpenVPN's events would: with exact ends and client details, and with
 * the sessions that no snapshot saw.
 *
 * @param sessions the server's, as snapshots showed them
 * @param connections all of the server's until now
 * @param clientAt a connection as a status would show it at an instant
 */
export function completeByEvents(
  { ended, open }: { readonly ended: readonly Session[]; readonly open: readonly Session[] },
  connections: readonly NumberedConnection[],
  nowSeconds: number,
  clientAt: (connection: NumberedConnection, timeSeconds: number) => EstablishedClient,
): { readonly ended: readonly Session[]; readonly open: readonly Session[] } {
  const byId = new Map(connections.map((one) => [one.clientId, one]));
  const seen = new Set([...ended, ...open].map(({ clientId }) => clientId));
  const complete = (session: Session): Session => {
    const one = byId.get(session.clientId);
    if (one === undefined) return session;
    const { version: clientVersion, platform } = one.connection.client;
    const known = { ...session, clientVersion, platform };
    if (session.endSeconds === null) return known;
    const { endSeconds } = one.connection;
    const { bytesReceived, bytesSent } = clientAt(one, endSeconds);
    const end = { endSeconds, lastSeenSeconds: endSeconds, goneBySeconds: null, endSource: "event" } as const;
    return { ...known, ...end, bytesReceived, bytesSent };
  };
  const unseen = connections.filter(
    ({ connection: { startSeconds, endSeconds }, clientId }) =>
      !seen.has(clientId) && startSeconds < endSeconds && endSeconds <= nowSeconds,
  );
  return {
    ended: [...ended, ...unseen.map((one) => toSession(one, clientAt))].map(complete),
    open: open.map(complete),
  };
}

function toSession(
  one: NumberedConnection,
  clientAt: (connection: NumberedConnection, timeSeconds: number) => EstablishedClient,
): Session {
  const { connection, clientId } = one;
  const { server, commonName, startSeconds, endSeconds } = connection;
  const { realAddress, tunnelIp, tunnelIpv6, dataChannelCipher = "" } = clientAt(one, endSeconds);
  return {
    id: sessionId({ server, startSeconds, commonName, clientIdOrAddress: clientId }),
    server,
    user: commonName,
    commonName,
    username: "",
    realAddress: realAddress.asWritten,
    publicIp: realAddress.host,
    tunnelIp,
    tunnelIpv6,
    clientId,
    cipher: dataChannelCipher,
    startSeconds,
    endSeconds,
    lastSeenSeconds: endSeconds,
    bytesReceived: null,
    bytesSent: null,
    ...NO_DETAILS,
  };
}
