import { isIPv4, isIPv6 } from "node:net";
import type { Session } from "../../history/session.js";
import { peerKey } from "../../status/split-clients.js";
import type { Routing } from "../../status/status.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import { compareIpBlocks, parseIpBlock } from "../../status/ip-block.js";

/** The addresses and networks that a server routes to one client. Addresses are as written in the status, in order. */
export interface ClientRoutes {
  readonly commonName: string;
  /** As written. */
  readonly realAddress: string;
  /** The session of the client, if it is known. */
  readonly session: Session | null;
  /** Behind the client, by `iroute`; a single address where one host was named. */
  readonly networks: readonly string[];
  /** Hosts behind the client that the server has learned of from traffic: IP addresses, or with TAP MAC addresses. */
  readonly hosts: readonly string[];
  /** The client's own addresses in the tunnel. */
  readonly ownAddresses: readonly string[];
  /** When the newest reference to any of the routes was, in epoch seconds. */
  readonly lastRefSeconds: number;
}

type RouteKind = "networks" | "hosts" | "ownAddresses";

interface RoutesBuild extends Record<RouteKind, string[]> {
  readonly first: Routing;
  lastRefSeconds: number;
}

/**
 * A routing table by client.
 *
 * @param open the server's sessions: an address that is not their client's own was named by an `iroute`. If none is
 *   known, every single address counts as the client's own.
 */
export function serverRoutes(routingTable: readonly Routing[], open: readonly Session[]): readonly ClientRoutes[] {
  const sessions = sessionsByPeer(open);
  const clients = new Map<string, RoutesBuild>();
  for (const route of routingTable) {
    const key = peerKey(route);
    const client = getOrInsert(clients, key, () => ({
      first: route,
      networks: [],
      hosts: [],
      ownAddresses: [],
      lastRefSeconds: 0,
    }));
    client[toKind(route, sessions.get(key) ?? [])].push(route.virtualAddress.address);
    client.lastRefSeconds = Math.max(client.lastRefSeconds, route.lastRef.getTime() / 1000);
  }
  return [...clients].map(([key, { first, networks, hosts, ownAddresses, lastRefSeconds }]) => ({
    commonName: first.commonName,
    realAddress: first.realAddress.asWritten,
    session: sessions.get(key)?.[0] ?? null,
    networks: inOrder(networks),
    hosts: inOrder(hosts),
    ownAddresses: inOrder(ownAddresses),
    lastRefSeconds,
  }));
}

/** The number of clients in a routing table, as by {@link serverRoutes}. */
export function countRoutedClients(routingTable: readonly Routing[]): number {
  return new Set(routingTable.map(peerKey)).size;
}

/** There are several where the server writes no port (IPv6, OpenVPN 2.3–2.6) and clients share name and address. */
function sessionsByPeer(open: readonly Session[]): ReadonlyMap<string, readonly Session[]> {
  const sessions = new Map<string, Session[]>();
  for (const session of open) {
    const key = peerKey({ commonName: session.commonName, realAddress: { asWritten: session.realAddress } });
    getOrInsert(sessions, key, () => []).push(session);
  }
  return sessions;
}

function toKind({ virtualAddress: { kind, cached, address } }: Routing, sessions: readonly Session[]): RouteKind {
  if (kind === "network") return "networks";
  if (kind === "mac" || cached) return "hosts";
  const own = sessions.map(isIPv4(address) ? ({ tunnelIp }) => tunnelIp : ({ tunnelIpv6 }) => tunnelIpv6);
  return own.includes(address) || own.every((known) => known === "") ? "ownAddresses" : "networks";
}

/**
 * IPv4 addresses by number, then IPv6 addresses, then MAC addresses. Most clients have one of each, which needs no
 * sorting.
 */
function inOrder(addresses: readonly string[]): readonly string[] {
  if (addresses.length < 2) return addresses;
  const kinds = { ipv4: [] as string[], ipv6: [] as string[], mac: [] as string[] };
  for (const address of addresses) {
    const host = address.split("/", 1)[0] ?? "";
    kinds[isIPv4(host) ? "ipv4" : isIPv6(host) ? "ipv6" : "mac"].push(address);
  }
  return [...byNumber(kinds.ipv4), ...byNumber(kinds.ipv6), ...kinds.mac.sort()];
}

function byNumber(addresses: readonly string[]): readonly string[] {
  if (addresses.length < 2) return addresses;
  return addresses
    .flatMap((address) => {
      const block = parseIpBlock(address);
      return block === undefined ? [] : [{ address, block }];
    })
    .sort((a, b) => compareIpBlocks(a.block, b.block))
    .map(({ address }) => address);
}
