import { isIPv4 } from "node:net";
import type { Client, Status } from "./status.js";

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

/**
 * Tells established clients from those that are connecting (design, section 3): a virtual address or a route proves a
 * tunnel, and from 2.5 on so does a negotiated cipher (before that it reads `BF-CBC`) for a client with a name.
 *
 * Where the server writes no port (IPv6, OpenVPN 2.3–2.6), clients of one name at one host share their routes: then
 * routes prove nothing for a client beside one that has a virtual address, and nobody gets an address from them.
 */
export function splitClients(status: Status): SplitClients {
  const routesByPeer = collectRoutes(status);
  const peers = new Map<string, { clients: number; addressed: boolean }>();
  for (const client of status.clientList.values()) {
    const peer = peers.get(peerKey(client)) ?? { clients: 0, addressed: false };
    peers.set(peerKey(client), { clients: peer.clients + 1, addressed: peer.addressed || hasVirtualAddress(client) });
  }

  const established: EstablishedClient[] = [];
  const connecting: Client[] = [];
  for (const client of status.clientList.values()) {
    const key = peerKey(client);
    const peer = peers.get(key) ?? { clients: 1, addressed: false };
    const routes = peer.clients > 1 && peer.addressed ? undefined : routesByPeer.get(key);
    if (!hasVirtualAddress(client) && routes === undefined && !hasNegotiatedCipher(client)) {
      connecting.push(client);
      continue;
    }
    const own = peer.clients === 1 ? routes : undefined;
    established.push({
      ...client,
      tunnelIp: client.virtualAddress ?? own?.ipv4 ?? "",
      tunnelIpv6: client.virtualIpv6Address ?? own?.ipv6 ?? "",
    });
  }
  return { established, connecting };
}

function collectRoutes(status: Status): ReadonlyMap<string, Routes> {
  const routesByPeer = new Map<string, Routes>();
  for (const route of status.routingTable.values()) {
    const key = peerKey(route);
    const routes = routesByPeer.get(key) ?? { ipv4: "", ipv6: "" };
    routesByPeer.set(key, routes);
    const { kind, cached, address } = route.virtualAddress;
    // A network or a cached host lies behind the client.
    if (kind !== "ip" || cached) continue;
    if (isIPv4(address)) routes.ipv4 ||= address;
    else routes.ipv6 ||= address;
  }
  return routesByPeer;
}

/** Real address first: it holds no tab. */
function peerKey({ realAddress, commonName }: Pick<Client, "realAddress" | "commonName">): string {
  return `${realAddress.asWritten}\t${commonName}`;
}

function hasVirtualAddress(client: Client): boolean {
  return client.virtualAddress !== undefined || client.virtualIpv6Address !== undefined;
}

function hasNegotiatedCipher({ commonName, dataChannelCipher }: Client): boolean {
  return commonName !== "UNDEF" && dataChannelCipher !== undefined && dataChannelCipher !== "BF-CBC";
}
