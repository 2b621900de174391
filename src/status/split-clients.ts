import { isIPv4 } from "node:net";
import type { Client, PeerAddress, Status } from "./status.js";

/** A client whose tunnel is up: a session. */
export interface EstablishedClient extends Client {
  /** IPv4 address in the tunnel, empty if none is known. */
  readonly tunnelIp: string;
  /** IPv6 address in the tunnel, empty if none is known. */
  readonly tunnelIpv6: string;
}

export interface SplitClients {
  readonly established: readonly EstablishedClient[];
  /** Still in the handshake, or refused. */
  readonly connecting: readonly Client[];
}

/** The tunnel addresses that routes show for one client. */
interface Routes {
  ipv4: string;
  ipv6: string;
}

/** Twice OpenVPN's default `hand-window`: by then a client is through its handshake, or its row is gone. */
const LONGEST_HANDSHAKE_SECONDS = 120;

/**
 * Tells established clients from those that are connecting: a virtual address or a route proves a
 * tunnel. The data channel cipher proves none: until it is negotiated, OpenVPN (2.5 and later) writes the configured
 * one there, `BF-CBC` only if there is none. A TAP client without an address has a route only while its MAC is learned,
 * which ages while it is silent: a named row that is older than a handshake can be is established all the same.
 *
 * Where the server writes no port (IPv6, OpenVPN 2.3–2.6), clients of one name at one host share their routes: then
 * routes prove nothing for a client beside one that has a virtual address, and nobody gets an address from them.
 */
export function splitClients(status: Status): SplitClients {
  const routesByPeer = collectRoutes(status);
  const sharing = collectSharing(status);
  const established: EstablishedClient[] = [];
  const connecting: Client[] = [];
  for (const client of status.clientList.values()) {
    const key = peerKey(client);
    const shared = sharing.get(key);
    const routes = shared === "addressed" ? undefined : routesByPeer.get(key);
    if (!hasVirtualAddress(client) && routes === undefined && !isBeyondHandshake(client, status)) {
      connecting.push(client);
      continue;
    }
    const own = shared === undefined ? routes : undefined;
    established.push({
      tunnelIp: client.virtualAddress ?? own?.ipv4 ?? "",
      tunnelIpv6: client.virtualIpv6Address ?? own?.ipv6 ?? "",
      ...client,
    });
  }
  return { established, connecting };
}

/** Of the names that several clients at one written address share: whether one of them has a virtual address. */
function collectSharing({ clientList }: Status): ReadonlyMap<string, "addressed" | "unaddressed"> {
  const repeated = new Set<string>();
  for (const [key, { realAddress }] of clientList) {
    if (key !== realAddress.asWritten) repeated.add(realAddress.asWritten);
  }
  const sharing = new Map<string, "addressed" | "unaddressed">();
  if (repeated.size === 0) return sharing;
  const alone = new Map<string, Client>();
  for (const client of clientList.values()) {
    if (!repeated.has(client.realAddress.asWritten)) continue;
    const key = peerKey(client);
    const first = alone.get(key);
    if (first === undefined) alone.set(key, client);
    else if (hasVirtualAddress(client) || hasVirtualAddress(first)) sharing.set(key, "addressed");
    else if (!sharing.has(key)) sharing.set(key, "unaddressed");
  }
  return sharing;
}

function collectRoutes(status: Status): ReadonlyMap<string, Routes> {
  const routesByPeer = new Map<string, Routes>();
  for (const route of status.routingTable.values()) {
    const key = peerKey(route);
    let routes = routesByPeer.get(key);
    if (routes === undefined) {
      routes = { ipv4: "", ipv6: "" };
      routesByPeer.set(key, routes);
    }
    const { kind, cached, address } = route.virtualAddress;
    // A network or a cached host lies behind the client.
    if (kind !== "ip" || cached) continue;
    if (isIPv4(address)) routes.ipv4 ||= address;
    else routes.ipv6 ||= address;
  }
  return routesByPeer;
}

interface Peer {
  readonly realAddress: Pick<PeerAddress, "asWritten">;
  readonly commonName: string;
}

/** Tells clients apart by address and name. Real address first: it holds no tab. */
export function peerKey({ realAddress, commonName }: Peer): string {
  return `${realAddress.asWritten}\t${commonName}`;
}

function isBeyondHandshake({ commonName, username, connectedSince }: Client, { updatedAt }: Status): boolean {
  const isNamed = (commonName !== "" && commonName !== "UNDEF") || username !== undefined;
  const ageSeconds = (updatedAt.getTime() - connectedSince.getTime()) / 1000;
  return isNamed && ageSeconds > LONGEST_HANDSHAKE_SECONDS;
}

function hasVirtualAddress(client: Client): boolean {
  return client.virtualAddress !== undefined || client.virtualIpv6Address !== undefined;
}
