import { isIPv4 } from "node:net";
import type { Client, PeerAddress, Status } from "./status.js";
import { MAX_HANDSHAKE_SECONDS } from "./limits.js";

/** A client whose tunnel is up. Only these are sessions. */
export interface EstablishedClient extends Client {
  /** IPv4 address in the tunnel, empty if none is known. */
  readonly tunnelIp: string;
  /** IPv6 address in the tunnel, empty if none is known. */
  readonly tunnelIpv6: string;
}

export interface SplitClients {
  readonly established: readonly EstablishedClient[];
  /** Still in the handshake, or rejected. */
  readonly connecting: readonly Client[];
}

/** The tunnel addresses of one client, according to its routes. */
interface Routes {
  ipv4: string;
  ipv6: string;
}

/**
 * Separates established clients from connecting ones: a virtual address or a route proves a tunnel. The data channel
 * cipher does not: before it is negotiated, OpenVPN 2.5 and later writes the configured cipher, or `BF-CBC` if there is
 * none. A TAP client has no virtual address, and its route disappears while it is silent, since OpenVPN forgets its MAC
 * address. So a named row that is older than any handshake counts as established too.
 *
 * Where the server writes no port (IPv6, OpenVPN 2.3–2.6), clients with the same name on the same host share their
 * routes. If one of them has a virtual address, the routes prove nothing for the others; none of them gets an address
 * from the routes.
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

/** For clients that share both name and written address: whether one of them has a virtual address. */
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
    // Networks and cached hosts are behind the client.
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

/** A key of address and name. The address comes first since it never contains a tab. */
export function peerKey({ realAddress, commonName }: Peer): string {
  return `${realAddress.asWritten}\t${commonName}`;
}

function isBeyondHandshake({ commonName, username, connectedSince }: Client, { updatedAt }: Status): boolean {
  const isNamed = (commonName !== "" && commonName !== "UNDEF") || username !== undefined;
  const ageSeconds = (updatedAt.getTime() - connectedSince.getTime()) / 1000;
  return isNamed && ageSeconds > MAX_HANDSHAKE_SECONDS;
}

function hasVirtualAddress(client: Client): boolean {
  return client.virtualAddress !== undefined || client.virtualIpv6Address !== undefined;
}
