import { groupBy } from "../../history/group-by.js";
import type { AddressedSession } from "../../history/find-who.js";
import { compareTexts } from "../../text/compare-texts.js";

/**
 * Sessions in columns, which compress well: a session takes about ten bytes. Each column has a value for each session, from the
 * oldest to the newest. Names and addresses are places in lists.
 */
export interface SearchShard {
  /** Each with its slug, empty if that is the name. */
  readonly users: readonly (readonly [name: string, slug: string])[];
  readonly servers: readonly string[];
  readonly addresses: readonly string[];
  readonly user: readonly number[];
  readonly server: readonly number[];
  /** Seconds from the session before. */
  readonly from: readonly number[];
  /** Seconds from the start. */
  readonly until: readonly number[];
  /** Seconds from the end; empty for running sessions, which have their own shard. */
  readonly goneBy: readonly number[];
  /** -1: none. */
  readonly publicIp: readonly number[];
  readonly tunnelIp: readonly number[];
  /** By the place of the few sessions that have any. */
  readonly tunnelIpv6: readonly (readonly [place: number, address: number])[];
  readonly earlier: readonly (readonly [place: number, address: number, secondsFromStart: number])[];
}

/** A session as the search finds it. */
export interface SearchedSession extends AddressedSession {
  readonly slug: string;
}

/**
 * @param sessions all running, or none
 * @param toSlug a user's
 */
export function writeSearchShard(sessions: readonly AddressedSession[], toSlug: (user: string) => string): SearchShard {
  const [users, servers, addresses] = [new Places(), new Places(), new Places()];
  const sorted = [...sessions].sort(
    (a, b) =>
      a.fromSeconds - b.fromSeconds ||
      compareTexts(a.user, b.user) ||
      compareTexts(a.server, b.server) ||
      a.untilSeconds - b.untilSeconds,
  );
  const toAddress = (address: string): number => (address === "" ? -1 : addresses.add(address));
  const isRunning = sorted.every(({ goneBySeconds }) => goneBySeconds === null);
  return {
    user: sorted.map(({ user }) => users.add(user)),
    server: sorted.map(({ server }) => servers.add(server)),
    from: sorted.map(({ fromSeconds }, place) => fromSeconds - (sorted[place - 1]?.fromSeconds ?? 0)),
    until: sorted.map(({ fromSeconds, untilSeconds }) => untilSeconds - fromSeconds),
    goneBy: isRunning
      ? []
      : sorted.map(({ untilSeconds, goneBySeconds }) => (goneBySeconds ?? untilSeconds) - untilSeconds),
    publicIp: sorted.map(({ publicIp }) => toAddress(publicIp)),
    tunnelIp: sorted.map(({ tunnelIp }) => toAddress(tunnelIp)),
    tunnelIpv6: sorted.flatMap(({ tunnelIpv6 }, place) =>
      tunnelIpv6 === "" ? [] : [[place, addresses.add(tunnelIpv6)] as const],
    ),
    earlier: sorted.flatMap(({ earlierAddresses, fromSeconds }, place) =>
      earlierAddresses.map(
        ({ address, lastSeenSeconds }) => [place, addresses.add(address), lastSeenSeconds - fromSeconds] as const,
      ),
    ),
    users: users.list.map((user) => [user, toSlug(user) === user ? "" : toSlug(user)] as const),
    servers: servers.list,
    addresses: addresses.list,
  };
}

/** The reverse of {@link writeSearchShard}. */
export function readSearchShard(shard: SearchShard): readonly SearchedSession[] {
  const toAddress = (place: number | undefined): string => shard.addresses[place ?? -1] ?? "";
  const ipv6 = new Map(shard.tunnelIpv6);
  const earlier = groupBy(shard.earlier, ([place]) => place);
  let fromSeconds = 0;
  return shard.user.map((userPlace, place) => {
    const [user = "", slug = ""] = shard.users[userPlace] ?? [];
    fromSeconds += shard.from[place] ?? 0;
    const start = fromSeconds;
    const untilSeconds = start + (shard.until[place] ?? 0);
    const goneBy = shard.goneBy[place];
    return {
      user,
      slug: slug === "" ? user : slug,
      server: shard.servers[shard.server[place] ?? -1] ?? "",
      publicIp: toAddress(shard.publicIp[place]),
      tunnelIp: toAddress(shard.tunnelIp[place]),
      tunnelIpv6: toAddress(ipv6.get(place)),
      earlierAddresses: (earlier.get(place) ?? []).map(([, address, seconds]) => {
        return { address: toAddress(address), lastSeenSeconds: start + seconds };
      }),
      fromSeconds: start,
      untilSeconds,
      goneBySeconds: goneBy === undefined ? null : untilSeconds + goneBy,
    };
  });
}

/** Different texts, each with its place in a list. */
class Places {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  add(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}
