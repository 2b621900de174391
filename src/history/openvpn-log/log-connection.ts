import { canonicalAddress } from "../../status/ip-address.js";
import { parsePeerAddress } from "../../status/parse-peer-address.js";
import { findSameLocalTimes } from "../possible-instants.js";
import { intern } from "../intern.js";
import type { EarlierAddress, EndSource, Session } from "../session.js";
import { sessionId } from "../session-id.js";
import type { ImportedSession } from "../import-sessions.js";
import type { Zone } from "../../status/zone.js";

/** Where a line is. */
export interface LogPlace {
  readonly path: string;
  /** Line number, from 1. */
  readonly line: number;
}

/** What the log shows of one connection; it grows line by line. */
export interface LogConnection {
  readonly commonName: string;
  readonly startSeconds: number;
  /** When TLS was complete. Until then, the client could not replace another. */
  readonly initiatedSeconds: number;
  readonly place: LogPlace;
  /** As in the prefix of its lines. */
  client: string;
  address: string;
  lastSeenSeconds: number;
  /** When the client sent its exit notification; `null`: it did not. Below `verb 3`, nothing else shows its end. */
  leavingSeconds: number | null;
  /** Whether the client may use the tunnel. Before, the server may still refuse it. */
  isAccepted: boolean;
  /** Whether the server's own script, or its deferred authentication, refused it. */
  isRefused: boolean;
  username: string;
  tunnelIp: string;
  tunnelIpv6: string;
  cipher: string;
  version: string;
  platform: string;
  readonly earlierAddresses: EarlierAddress[];
}

/** How a connection ended. */
export interface LogEnd {
  readonly endSeconds: number;
  /** The first line that shows that it is gone, if the end itself is not in the log. */
  readonly goneBySeconds: number | null;
  readonly endSource: EndSource;
}

/** A connection whose TLS is complete. */
export function startConnection(
  { commonName, address }: { readonly commonName: string; readonly address: string },
  { firstSeconds, place, username, version, platform }: StartedHandshake,
  seconds: number,
): LogConnection {
  return {
    commonName: intern(commonName),
    startSeconds: firstSeconds,
    initiatedSeconds: seconds,
    place,
    client: `${intern(commonName)}/${intern(address)}`,
    address: intern(address),
    lastSeenSeconds: seconds,
    leavingSeconds: null,
    isAccepted: false,
    isRefused: false,
    username,
    version,
    platform,
    tunnelIp: "",
    tunnelIpv6: "",
    cipher: "",
    earlierAddresses: [],
  };
}

/** What the log shows of a client before its name. */
interface StartedHandshake extends Pick<LogConnection, "place" | "username" | "version" | "platform"> {
  readonly firstSeconds: number;
}

const MAX_ADDRESSES = 32;
/** OpenVPN closes a connection this long after the client's exit notification. */
const LEAVING_SECONDS = 5;

/** Whether the client had left before this time, so that this was not the end of its connection. */
export function hasLeft(
  connection: LogConnection,
  seconds: number,
): connection is LogConnection & { readonly leavingSeconds: number } {
  const { leavingSeconds } = connection;
  // Each time is rounded down to a second.
  return leavingSeconds !== null && seconds > leavingSeconds + LEAVING_SECONDS + 1;
}

/** Gives a client another address, as OpenVPN does for a client that floats (`--float`). */
export function moveConnection(connection: LogConnection, to: { readonly address: string }): void {
  connection.earlierAddresses.push({ address: connection.address, lastSeenSeconds: connection.lastSeenSeconds });
  if (connection.earlierAddresses.length > MAX_ADDRESSES) connection.earlierAddresses.shift();
  connection.address = intern(to.address);
  connection.client = `${connection.commonName}/${connection.address}`;
}

/** @param zone the zone of the log's local times; `null`: its times are instants */
export function toImportedSession(
  connection: LogConnection,
  { endSeconds, goneBySeconds, endSource }: LogEnd,
  server: string,
  zone: Zone | null,
): ImportedSession {
  const { commonName, address, startSeconds, username, earlierAddresses } = connection;
  const [first = { address }] = earlierAddresses;
  const session: Session = {
    // By the first address: a log that ends earlier gives the same session the same id.
    id: sessionId({ server, startSeconds, commonName, clientIdOrAddress: first.address }),
    server,
    user: commonName,
    commonName,
    username,
    realAddress: address,
    publicIp: canonicalAddress(parsePeerAddress(address)?.host ?? ""),
    tunnelIp: connection.tunnelIp,
    tunnelIpv6: connection.tunnelIpv6,
    clientId: "",
    cipher: connection.cipher,
    startSeconds,
    endSeconds,
    lastSeenSeconds: endSeconds,
    goneBySeconds,
    endSource,
    firstSeenSeconds: null,
    countedFromSeconds: null,
    earlierAddresses,
    clientVersion: connection.version,
    platform: connection.platform,
    bytesReceived: null,
    bytesSent: null,
  };
  return { session, possibleStarts: zone === null ? [startSeconds] : findSameLocalTimes(startSeconds, zone) };
}
