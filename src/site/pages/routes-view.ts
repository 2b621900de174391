import { compareNames } from "../../text/format/compare-names.js";
import { overlappingNetworks, type NetworkOverlap, type RoutedBlock } from "./overlapping-networks.js";
import { userLink, type UserLink } from "./page-frame.js";
import { serverRoutes, type ClientRoutes } from "./server-routes.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { toSlug } from "../../rollup/slug.js";

/** A server's routing table as its page shows it. */
export interface RoutesView {
  /** Clients with networks or hosts behind them: those with networks first, then by name. */
  readonly behind: readonly ClientRoutesView[];
  /** Clients with nothing but their own addresses, by name. */
  readonly alone: readonly ClientRoutesView[];
  /** Overlaps of two networks first. */
  readonly overlaps: readonly NetworkOverlap<ClientRoutesView>[];
  /** How many more there are than are shown. */
  readonly moreOverlaps: number;
}

export interface ClientRoutesView extends ClientRoutes {
  /** The user's name, or the common name where the client has no session. */
  readonly name: string;
  readonly link: UserLink | null;
  readonly hosts: readonly string[];
  /** How many more there are than are shown. */
  readonly moreHosts: number;
  /** Stays the same while the client is connected, so that an unfolded row stays unfolded. */
  readonly key: string;
}

const MAX_OVERLAPS = 20;
/** A bridge may have learned the addresses of every device of a large site. */
const MAX_HOSTS = 1000;

/** The order of two names. */
export type NameOrder = (a: string, b: string) => number;

/**
 * @param input its sources and open sessions are one server's
 * @returns null where no status was read
 */
export function routesView(input: SiteInput, index: SiteIndex, compare: NameOrder): RoutesView | null {
  if (input.sources.every(({ routes }) => routes === null)) return null;
  const table = input.sources.flatMap(({ routes }) => routes ?? []);
  const clients = serverRoutes(table, input.openSessions)
    .map((client) => clientView(client, index))
    .sort((a, b) => compare(a.name, b.name) || (a.realAddress < b.realAddress ? -1 : 1));
  const overlaps = networksFirst(overlappingNetworks(clients.flatMap(routedBlocks)));
  return {
    behind: [
      ...clients.filter(({ networks }) => networks.length > 0),
      ...clients.filter(({ networks, hosts }) => networks.length === 0 && hosts.length > 0),
    ],
    alone: clients.filter(({ networks, hosts }) => networks.length === 0 && hosts.length === 0),
    overlaps: overlaps.slice(0, MAX_OVERLAPS),
    moreOverlaps: Math.max(0, overlaps.length - MAX_OVERLAPS),
  };
}

/** The order of `compareNames`, which is slow for thousands of clients: users are in that order already. */
export function nameOrder({ language }: Pick<SiteInput, "language">, { users }: Pick<SiteIndex, "users">): NameOrder {
  const placeByUser = new Map([...users.keys()].map((user, place) => [user, place]));
  return (a, b) => {
    const [placeOfA, placeOfB] = [placeByUser.get(a), placeByUser.get(b)];
    return placeOfA === undefined || placeOfB === undefined ? compareNames(language, a, b) : placeOfA - placeOfB;
  };
}

/**
 * One network around the tunnel's own overlaps with every client's address. That must not hide real overlaps of
 * networks.
 */
function networksFirst<Client>(overlaps: readonly NetworkOverlap<Client>[]): readonly NetworkOverlap<Client>[] {
  return [...overlaps].sort((a, b) => Number(a.inner.kind === "own") - Number(b.inner.kind === "own"));
}

function clientView(client: ClientRoutes, index: SiteIndex): ClientRoutesView {
  const { session, commonName, realAddress, hosts, ...rest } = client;
  return {
    commonName,
    realAddress,
    session,
    name: session?.user ?? commonName,
    link: session === null ? null : userLink(index, session.user),
    hosts: hosts.slice(0, MAX_HOSTS),
    moreHosts: Math.max(0, hosts.length - MAX_HOSTS),
    key: session?.id ?? toSlug(`${commonName} ${realAddress}`),
    ...rest,
  };
}

function routedBlocks(client: ClientRoutesView): readonly RoutedBlock<ClientRoutesView>[] {
  return [
    ...client.networks.map((address) => ({ client, kind: "network", address }) as const),
    ...client.ownAddresses.map((address) => ({ client, kind: "own", address }) as const),
  ];
}
