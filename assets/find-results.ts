import { toLocalDay } from "../src/history/local-day.js";
import { findWho, type Found } from "../src/history/who-was.js";
import type { SearchIndex } from "../src/site/search/search-index.js";
import type { SearchedSession } from "../src/site/search/search-shard.js";
import { dayPath, userPath } from "../src/site/site-paths.js";
import type { Zone } from "../src/status/zone.js";
import { visibleProse, visibleText } from "../src/text/format/visible-text.js";
import type { FindQuery } from "./find-query.js";
import { text, writeDay, type TextKey } from "./texts.js";

export interface FindGroup {
  readonly heading: TextKey;
  readonly items: readonly FindItem[];
  /** How many there are beyond these. */
  readonly more: number;
}

/** What is found, with the page that shows it, as a path in the site. */
export interface FindItem {
  readonly label: string;
  readonly note: string;
  readonly path: string;
}

const MAX_ITEMS = 8;

/** What is known without the sessions of any month. */
export function findByName({ users, months }: SearchIndex, { words, day, instants }: FindQuery): readonly FindGroup[] {
  if (instants !== null) return [];
  const foundUsers = users
    .filter(([name, , alias]) => {
      const texts = `${name}\n${alias}`.toLowerCase();
      return words.every((word) => texts.includes(word));
    })
    .map(([name, slug, alias]) => ({
      label: toLabel(name),
      note: visibleProse(alias),
      path: userPath(slug === "" ? name : slug),
    }));
  const days = day === null ? [] : months.flatMap(([month, numbers]) => numbers.map((number) => toDay(month, number)));
  const foundDays = days
    .filter((one) => one.startsWith(day ?? ""))
    .map((one) => ({ label: writeDay(one), note: "", path: dayPath(one) }));
  return [limit("findUsers", foundUsers), limit("findDays", foundDays)].filter(({ items }) => items.length > 0);
}

/** What is found in sessions. The same session may be part of several months. */
export function findInSessions(
  sessions: readonly SearchedSession[],
  { address, instants }: FindQuery,
  { zone, nowSeconds }: { readonly zone: Zone; readonly nowSeconds: number },
): readonly FindGroup[] {
  const isAddress = address === null ? null : matchAddress(address, sessions, instants !== null);
  const distinct = [...new Map(sessions.map((session) => [toKey(session), session])).values()];
  const newestFirst = distinct.sort((a, b) => b.fromSeconds - a.fromSeconds);
  const found = (instants ?? [null]).flatMap((atSeconds) => findWho(newestFirst, { isAddress, atSeconds, nowSeconds }));
  const groups = [
    limit(
      "findSessions",
      found.map((one) => toSessionItem(one, zone)),
    ),
  ];
  if (instants === null) groups.unshift(limit("findAddresses", toAddressItems(found, zone)));
  return groups.filter(({ items }) => items.length > 0);
}

/** While someone types, an address that begins like this is found; one that is this, or at a time, is found alone. */
function matchAddress(
  address: string,
  sessions: readonly SearchedSession[],
  isWhole: boolean,
): (address: string) => boolean {
  const is = (one: string): boolean => one === address;
  const isThere = sessions.some(
    ({ publicIp, tunnelIp, tunnelIpv6, earlierAddresses }) =>
      is(publicIp) || is(tunnelIp) || is(tunnelIpv6) || earlierAddresses.some((earlier) => is(earlier.address)),
  );
  return isThere || isWhole ? is : (one) => one.startsWith(address);
}

/** Each address with each of its users. */
function toAddressItems(found: readonly Found<SearchedSession>[], zone: Zone): readonly FindItem[] {
  const counts = new Map<string, { readonly newest: Found<SearchedSession>; count: number }>();
  for (const one of found) {
    const key = `${one.address}\n${one.session.user}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { newest: one, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].map(({ newest: { address, session }, count }) => ({
    label: `${visibleText(address)} · ${toLabel(session.user)}`,
    note: `${count === 1 ? text("oneSession") : text("sessions", { count })}, ${writeDay(toLocalDay(zone, session.fromSeconds))}`,
    path: `${userPath(session.slug)}?text=${encodeURIComponent(address)}`,
  }));
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

function limit(heading: TextKey, items: readonly FindItem[]): FindGroup {
  return { heading, items: items.slice(0, MAX_ITEMS), more: Math.max(0, items.length - MAX_ITEMS) };
}

function toKey({ user, server, fromSeconds, publicIp, tunnelIp }: SearchedSession): string {
  return [user, server, fromSeconds, publicIp, tunnelIp].join("\n");
}

function toLabel(user: string): string {
  return user === "" ? text("noName") : visibleText(user);
}

function toDay(month: string, number: number): string {
  return `${month}-${String(number).padStart(2, "0")}`;
}

/** With the day, if that is another one. */
function formatTime(epochSeconds: number, zone: Zone, day: string): string {
  const local = new Date((epochSeconds + zone.utcOffsetSecondsAt(epochSeconds)) * 1000).toISOString();
  const clock = local.slice(11, 19);
  return local.slice(0, 10) === day ? clock : `${writeDay(local.slice(0, 10))} ${clock}`;
}
