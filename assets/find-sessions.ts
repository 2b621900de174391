import { toLocalDay } from "../src/history/local-day.js";
import { findWho, type Found } from "../src/history/find-who.js";
import type { SearchedSession } from "../src/site/search/search-shard.js";
import { dayPath, userPath } from "../src/site/site-paths.js";
import { canonicalAddress } from "../src/status/ip-address.js";
import type { Zone } from "../src/status/zone.js";
import { visibleText } from "../src/text/format/visible-text.js";
import type { FindQuery } from "./find-query.js";
import { MAX_ITEMS, toLabel, type FindGroup, type FindItem } from "./find-results.js";
import { text, writeDay } from "./texts.js";

interface Now {
  readonly zone: Zone;
  readonly nowSeconds: number;
}

/** A search in sessions that arrive in parts. Each part is searched once. */
interface SessionSearch {
  /** A session that was part of an earlier list counts once. */
  readonly add: (sessions: readonly SearchedSession[]) => void;
  /** The results so far. */
  readonly toGroups: () => readonly FindGroup[];
}

/** While someone types, an address that begins like this is found; one that is this, or at a time, is found alone. */
export function searchSessions({ address, instants }: FindQuery, now: Now): SessionSearch {
  const known = new Set<string>();
  const exact = collectFound(
    address === null ? null : (one) => canonicalAddress(one) === address,
    instants ?? [null],
    now,
  );
  let prefixed =
    address === null || instants !== null ? null : collectFound((one) => one.startsWith(address), [null], now);
  return {
    add: (sessions) => {
      const added: SearchedSession[] = [];
      for (const session of sessions) {
        const key = toKey(session);
        if (known.has(key)) continue;
        known.add(key);
        added.push(session);
      }
      exact.add(added);
      if (exact.count() > 0) prefixed = null;
      prefixed?.add(added);
    },
    toGroups: () => {
      const found = prefixed ?? exact;
      const addresses = instants === null ? [found.addresses()] : [];
      return [...addresses, found.sessions()].filter(({ items }) => items.length > 0);
    },
  };
}

interface FoundAddress {
  readonly newest: Found<SearchedSession>;
  readonly count: number;
}

interface FoundSessions {
  readonly add: (sessions: readonly SearchedSession[]) => void;
  readonly count: () => number;
  readonly sessions: () => FindGroup;
  /** Each address with each of its users. */
  readonly addresses: () => FindGroup;
}

/** Keeps only the results that are shown, so that a part costs the same however many were found before. */
function collectFound(
  isAddress: ((address: string) => boolean) | null,
  instants: readonly (number | null)[],
  { zone, nowSeconds }: Now,
): FoundSessions {
  const resultsByInstant = instants.map((atSeconds) => ({
    atSeconds,
    newest: [] as readonly Found<SearchedSession>[],
  }));
  const byAddress = new Map<string, FoundAddress>();
  let newestAddresses: readonly FoundAddress[] = [];
  let count = 0;

  const addAddresses = (found: readonly Found<SearchedSession>[]): void => {
    const changed = new Set(newestAddresses);
    for (const one of found) {
      const key = `${one.address}\n${one.session.user}`;
      const before = byAddress.get(key);
      const isNewest = before === undefined || newestFirst(one.session, before.newest.session) < 0;
      const after = { newest: isNewest ? one : before.newest, count: (before?.count ?? 0) + 1 };
      if (before !== undefined) changed.delete(before);
      byAddress.set(key, after);
      changed.add(after);
    }
    newestAddresses = [...changed].sort((a, b) => newestFirst(a.newest.session, b.newest.session)).slice(0, MAX_ITEMS);
  };
  return {
    add: (sessions) => {
      for (const instantResults of resultsByInstant) {
        const found = findWho(sessions, { isAddress, atSeconds: instantResults.atSeconds, nowSeconds });
        count += found.length;
        instantResults.newest = [...instantResults.newest, ...found]
          .sort((a, b) => newestFirst(a.session, b.session))
          .slice(0, MAX_ITEMS);
        addAddresses(found);
      }
    },
    count: () => count,
    sessions: () => {
      const shown = resultsByInstant.flatMap(({ newest }) => newest).slice(0, MAX_ITEMS);
      return {
        heading: "findSessions",
        items: shown.map((one) => toSessionItem(one, zone)),
        more: count - shown.length,
      };
    },
    addresses: () => ({
      heading: "findAddresses",
      items: newestAddresses.map((one) => toAddressItem(one, zone)),
      more: byAddress.size - newestAddresses.length,
    }),
  };
}

function toAddressItem({ newest: { address, session }, count }: FoundAddress, zone: Zone): FindItem {
  return {
    label: `${visibleText(address)} · ${toLabel(session.user)}`,
    note: `${count === 1 ? text("oneSession") : text("sessions", { count })}, ${writeDay(toLocalDay(zone, session.fromSeconds))}`,
    path: `${userPath(session.slug)}?text=${encodeURIComponent(address)}`,
  };
}

function toSessionItem(
  { session, kind, address, lastSeenSeconds, certainty }: Found<SearchedSession>,
  zone: Zone,
): FindItem {
  const { user, slug, server, fromSeconds, untilSeconds, goneBySeconds } = session;
  const day = toLocalDay(zone, fromSeconds);
  const isLonger = goneBySeconds !== null && goneBySeconds > untilSeconds;
  const end = goneBySeconds === null ? text("findRunning") : formatTime(untilSeconds, zone, day);
  const parts = [
    certainty === null ? "" : text(certainty === "certain" ? "findCertain" : "findPossible"),
    `${writeDay(day)} ${formatTime(fromSeconds, zone, day)} – ${end}`,
    isLonger ? text("findMayLast", { time: formatTime(goneBySeconds, zone, day) }) : "",
    visibleText(address),
    kind === "public" ? text("findPublic") : "",
    kind === "tunnel" ? text("findTunnel") : "",
    kind === "earlier" ? text("findEarlier", { time: formatTime(lastSeenSeconds ?? 0, zone, day) }) : "",
    visibleText(server),
  ];
  return {
    label: toLabel(user),
    note: parts.filter((part) => part !== "").join(" · "),
    path: `${dayPath(day)}?user=${encodeURIComponent(slug)}`,
  };
}

function newestFirst(a: SearchedSession, b: SearchedSession): number {
  return b.fromSeconds - a.fromSeconds;
}

function toKey({ user, server, fromSeconds, publicIp, tunnelIp }: SearchedSession): string {
  return [user, server, fromSeconds, publicIp, tunnelIp].join("\n");
}

/** With the day if it differs from the given one. */
function formatTime(epochSeconds: number, zone: Zone, day: string): string {
  const local = new Date((epochSeconds + zone.utcOffsetSecondsAt(epochSeconds)) * 1000).toISOString();
  const clock = local.slice(11, 19);
  return local.slice(0, 10) === day ? clock : `${writeDay(local.slice(0, 10))} ${clock}`;
}
