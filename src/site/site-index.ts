import { countedUntil } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { groupBy } from "../history/group-by.js";
import { addDays, toMonth } from "../history/local-day.js";
import { compareNames } from "../text/format/compare-names.js";
import { buildEntries, type UserBuild } from "./entry-builds.js";
import { confirmedServers } from "./confirmed-servers.js";
import {
  finishDays,
  finishMonths,
  newestFirst,
  type DayEntry,
  type MonthEntry,
  type UserMonthEntry,
} from "./period-entries.js";
import { serverEntries, type ServerEntry } from "./server-entry.js";
import { makeSiteDays, type SiteDays } from "../rollup/site-days.js";
import type { SiteInput } from "./site-input.js";
import { serverSlugs, userSlugs } from "./site-slugs.js";
import type { SlowDownload } from "./downloads/slow-downloads.js";
import type { MonthOutline, SiteOutline } from "./site-outline.js";
import { userFacts, type UserFacts } from "./user-facts.js";

/**
 * All sessions by day, month, user and server, in the site's zone: read once, for all pages. Everything is known in
 * outline; in full, with their sessions, those days, months and users whose pages can be made.
 */
export interface SiteIndex {
  readonly calendar: SiteDays;
  readonly today: string;
  readonly sessionCount: number;
  /** Of all there is. */
  readonly outline: SiteOutline;
  /** Newest first. */
  readonly monthOutlines: ReadonlyMap<string, MonthOutline>;
  /** By name, in the order for people. */
  readonly userOutlines: ReadonlyMap<string, UserOutline>;
  /** Of every server that has sessions or a source, by name: each has its own. */
  readonly serverSlugs: ReadonlyMap<string, string>;
  /** Those that have sessions, by name, in the order for people. */
  readonly servers: ReadonlyMap<string, ServerEntry>;
  /** Those in full, newest first. */
  readonly days: ReadonlyMap<string, DayEntry>;
  readonly months: ReadonlyMap<string, MonthEntry>;
  /** By name, in the order for people. */
  readonly users: ReadonlyMap<string, UserEntry>;
  /** Undefined if nobody was connected today. */
  readonly todayEntry: DayEntry | undefined;
  /** The sessions that began on the days of the recent history, newest first. */
  readonly recent: readonly Session[];
  /** By stem, of the downloads that may be behind: of which sessions they were built, and when. */
  readonly slowDownloads: ReadonlyMap<string, SlowDownload>;
  /** By session id, of the sessions that are known. */
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
}

export interface UserOutline extends UserFacts {
  /** Of all users, this one's alone. */
  readonly slug: string;
  readonly alias: string;
  readonly openCount: number;
  /** Whether a session is open on a server of which is known who is connected. */
  readonly isOnline: boolean;
  /**
   * When the user was last connected; null while online. A session that is open on a server without a current status
   * proves no more than its last snapshot did: whoever goes by it would take a user of a dark server for online for ever.
   */
  readonly lastSeenSeconds: number | null;
}

export interface UserEntry extends UserOutline {
  /** Newest start first. */
  readonly sessions: readonly Session[];
  /** Newest first. */
  readonly months: ReadonlyMap<string, UserMonthEntry>;
}

/** A site of which only some sessions are known, and the rest in outline. */
export interface SitePart {
  readonly outline: SiteOutline;
  /** The months and users all of whose sessions are known: these in full. A user without an outline is one of them. */
  readonly months: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
}

type IndexedInput = Pick<
  SiteInput,
  | "zone"
  | "nowSeconds"
  | "language"
  | "aliases"
  | "openSessions"
  | "endedSessions"
  | "usage"
  | "sources"
  | "samples"
  | "staleAfterSeconds"
  | "recentDays"
>;

/**
 * Indexes sessions in one pass over them and one over their starts and ends.
 *
 * @param part absent: the input has all sessions, and everything is in full. Else it has those of the part and, always,
 *   those that are running, that were connected today or began on the days of the recent history.
 */
export function indexSite(input: IndexedInput, part?: SitePart): SiteIndex {
  const calendar = makeSiteDays(input.zone);
  const today = calendar.dayOf(input.nowSeconds);
  const { sessions, usage, builds } = buildEntries(input, calendar, part);
  const knownDays = finishDays(builds.days, sessions, calendar);
  const days = onlyOf(knownDays, (day) => part?.months.has(toMonth(day)));
  const months = onlyOf(finishMonths(builds.months, days), (month) => part?.months.has(month));
  const users = onlyOf(builds.users, (user) => part?.users.has(user));
  const monthOutlines = outlineMonths(part?.outline.months ?? [], months);
  const facts = factsOfUsers(part?.outline.users ?? [], users, input);
  const userOutlines = outlineUsers(facts, input);
  const todayEntry = knownDays.get(today);
  const oldestRecentDay = addDays(today, 1 - input.recentDays);
  return {
    calendar,
    today,
    sessionCount: [...userOutlines.values()].reduce((sum, { sessionCount }) => sum + sessionCount, 0),
    outline: {
      dayNames: [...new Set([...(part?.outline.dayNames ?? []), ...days.keys()])].sort().reverse(),
      months: [...monthOutlines.values()],
      users: facts,
    },
    monthOutlines,
    userOutlines,
    serverSlugs: serverSlugs(monthOutlines.values(), input.sources),
    servers: serverEntries(monthOutlines.values(), userOutlines.values(), todayEntry, { ...input, calendar }),
    days,
    months,
    users: usersInFull(userOutlines, users),
    todayEntry,
    recent: [...knownDays.values()].filter(({ day }) => day >= oldestRecentDay).flatMap((entry) => entry.sessions),
    slowDownloads: new Map(),
    usage,
  };
}

/** The index of a site whose downloads were built as told. */
export function withDownloads(index: SiteIndex, slow: readonly SlowDownload[]): SiteIndex {
  return { ...index, slowDownloads: new Map(slow.map((download) => [download.stem, download])) };
}

function onlyOf<Entry>(
  entries: ReadonlyMap<string, Entry>,
  isInFull: (name: string) => boolean | undefined,
): ReadonlyMap<string, Entry> {
  return new Map([...entries].filter(([name]) => isInFull(name) ?? true));
}

function outlineMonths(
  known: readonly MonthOutline[],
  inFull: ReadonlyMap<string, MonthEntry>,
): ReadonlyMap<string, MonthOutline> {
  const months = new Map(known.map((outline) => [outline.month, outline]));
  for (const [month, entry] of inFull) {
    const { totals, userCount, peak, servers, carriedFromDays } = entry;
    months.set(month, { month, totals, userCount, peak, servers, carriedFromDays });
  }
  return new Map(newestFirst(months));
}

/** By name, in the order for people: in that order the last run left them, which makes sorting them again cheap. */
function factsOfUsers(
  known: readonly UserFacts[],
  inFull: ReadonlyMap<string, UserBuild>,
  { language }: Pick<IndexedInput, "language">,
): readonly UserFacts[] {
  const facts = new Map(known.map((each) => [each.user, each]));
  for (const [user, built] of inFull) facts.set(user, userFacts(user, built));
  return [...facts.values()].sort((a, b) => compareNames(language, a.user, b.user));
}

function outlineUsers(facts: readonly UserFacts[], input: IndexedInput): ReadonlyMap<string, UserOutline> {
  const confirmed = confirmedServers(input);
  const slugs = userSlugs(facts);
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  const outlines = facts.map((each): UserOutline => {
    const open = openByUser.get(each.user) ?? [];
    const isOnline = open.some(({ server }) => confirmed.has(server));
    const lastSeen = open.reduce((last, session) => Math.max(last, countedUntil(session)), each.lastEndSeconds ?? 0);
    return {
      slug: slugs.get(each.user) ?? each.ownSlug,
      alias: input.aliases.get(each.user) ?? "",
      openCount: open.length,
      isOnline,
      lastSeenSeconds: isOnline ? null : lastSeen,
      ...each,
    };
  });
  return new Map(outlines.map((outline) => [outline.user, outline]));
}

function usersInFull(
  outlines: ReadonlyMap<string, UserOutline>,
  inFull: ReadonlyMap<string, UserBuild>,
): ReadonlyMap<string, UserEntry> {
  const users = new Map<string, UserEntry>();
  for (const [user, outline] of outlines) {
    const own = inFull.get(user);
    if (own !== undefined)
      users.set(user, { ...outline, sessions: own.sessions, months: new Map(newestFirst(own.months)) });
  }
  return users;
}
