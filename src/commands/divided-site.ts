import { join } from "node:path";
import { allEnded } from "../history/ended-sessions.js";
import { groupBy } from "../history/group-by.js";
import { addDays, toLocalDay, toUtcDay } from "../history/local-day.js";
import { type MonthPart, monthParts } from "../history/month-parts.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import {
  appendUserRows,
  clearUserRows,
  readUserRows,
  type UserRows,
  type UserRowsEnds,
} from "../io/history/user-rows.js";
import { indexSite, withDownloads, type SiteIndex, type SitePart } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import type { SiteOutline } from "../site/site-outline.js";
import { chooseAllDownloads, type SlowDownload } from "../site/downloads/slow-downloads.js";
import { slugOf } from "../rollup/slug.js";
import { ProblemError } from "../text/problem.js";

/** What some pages are made of: all in outline, and some days, months and users in full. */
export interface IndexedSite {
  readonly input: SiteInput;
  readonly index: SiteIndex;
}

/** A whole site, in parts that are in memory one after the other. */
export interface DividedSite {
  /** Has the sessions of the live pages, and all in outline. */
  readonly whole: IndexedSite;
  /** Each day, month and user is in full in one of them. They are made when they are asked for, each time anew. */
  readonly parts: () => Iterable<IndexedSite>;
  /** Leaves in the cache the sessions of each user, for the next run, unless that is done already. */
  readonly leaveUserRows: () => UserRowsEnds;
}

export interface DividingOrder {
  readonly history: StoredHistory;
  readonly cacheFolder: string;
  /** How many sessions may be in memory at once: where a month or a user has more, as many as that. */
  readonly maxSessions: number;
  /** What the site shows, of some ended sessions. */
  readonly inputOf: (ended: Iterable<Session>, usage: readonly Usage[]) => SiteInput;
}

/** Divides a site into as few parts as may be. */
export function divideSite(order: DividingOrder): DividedSite {
  const { history, maxSessions } = order;
  // Strays are in memory anyway, and cannot be found by their days.
  return history.hasStrays || history.endedCount <= maxSessions ? siteAtOnce(order) : siteInParts(order);
}

function siteAtOnce({ history, cacheFolder, inputOf }: DividingOrder): DividedSite {
  const ended = [...allEnded(history.ended)];
  const input = inputOf(ended, history.ended.usageOf([...history.open, ...ended]));
  const whole = withAllDownloads({ input, index: indexSite(input) });
  const leaveUserRows = (): UserRowsEnds =>
    addUserRows(cacheFolder, clearUserRows(cacheFolder), bySlug(ended), whole.index.usage);
  return { whole, parts: () => [whole], leaveUserRows };
}

function siteInParts(order: DividingOrder): DividedSite {
  const { history, cacheFolder, maxSessions, inputOf } = order;
  const usageOfOpen = history.ended.usageOf(history.open);
  /** @param usage of the ended sessions */
  const partOf = (part: SitePart, ended: readonly Session[], usage: readonly Usage[]): IndexedSite => {
    const input = inputOf(ended, [...usage, ...usageOfOpen]);
    return { input, index: indexSite(input, part) };
  };
  const ofMonths = (outline: SiteOutline, { months, ended }: MonthPart): IndexedSite =>
    partOf({ outline, months, users: NONE }, ended, history.ended.usageOf(ended));

  let outline: SiteOutline = { dayNames: [], months: [], users: [] };
  let userRowsEnds = clearUserRows(cacheFolder);
  const countByUser = countsOf(history.open);
  const live: Session[] = [];
  for (const part of monthParts(history, maxSessions)) {
    const { input, index } = ofMonths(outline, part);
    outline = index.outline;
    userRowsEnds = addUserRows(cacheFolder, userRowsEnds, bySlug(part.begun), index.usage);
    for (const [user, count] of countsOf(part.begun)) countByUser.set(user, (countByUser.get(user) ?? 0) + count);
    const firstLiveDay = firstDayShownLive(input);
    for (const session of part.begun) if (toUtcDay(session.endSeconds ?? 0) >= firstLiveDay) live.push(session);
  }

  const ofUsers = (users: ReadonlySet<string>): IndexedSite => {
    const rows = [...users].map((user) => rowsOfUser(user, cacheFolder, userRowsEnds));
    const ended = rows.flatMap(({ sessions }) => sessions);
    const usage = rows.flatMap((own) => [...own.usage.values()].flat());
    return partOf({ outline, months: NONE, users }, ended, usage);
  };
  const groups = [...groupsWithin(countByUser, maxSessions)];
  for (const users of groups) outline = ofUsers(users).index.outline;

  const nothing = { outline, months: NONE, users: NONE };
  const whole = withAllDownloads(partOf(nothing, live, history.ended.usageOf(live)));
  const slow = [...whole.index.slowDownloads.values()];
  const parts = function* (): Generator<IndexedSite> {
    for (const part of monthParts(history, maxSessions)) yield withSlow(ofMonths(outline, part), slow);
    for (const users of groups) yield withSlow(ofUsers(users), slow);
  };
  return { whole, parts, leaveUserRows: () => userRowsEnds };
}

const NONE: ReadonlySet<string> = new Set();

function withAllDownloads({ input, index }: IndexedSite): IndexedSite {
  return withSlow({ input, index }, chooseAllDownloads(index, input.nowSeconds).slow);
}

function withSlow({ input, index }: IndexedSite, slow: readonly SlowDownload[]): IndexedSite {
  return { input, index: withDownloads(index, slow) };
}

/** A session that ended before may neither be listed among the newest nor have been connected today. */
function firstDayShownLive({ zone, nowSeconds, recentDays }: SiteInput): string {
  // A day more for the difference between the zone and UTC.
  return addDays(toLocalDay(zone, nowSeconds), -recentDays - 1);
}

function bySlug(sessions: Iterable<Session>): ReadonlyMap<string, readonly Session[]> {
  return groupBy(sessions, ({ user }) => slugOf(user));
}

function countsOf(sessions: Iterable<Session>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { user } of sessions) counts.set(user, (counts.get(user) ?? 0) + 1);
  return counts;
}

/** As many users at a time as have so many sessions together, and at least one. */
function* groupsWithin(countByUser: ReadonlyMap<string, number>, maxSessions: number): Generator<ReadonlySet<string>> {
  let users = new Set<string>();
  let total = 0;
  for (const [user, count] of countByUser) {
    if (users.size > 0 && total + count > maxSessions) {
      yield users;
      [users, total] = [new Set(), 0];
    }
    users.add(user);
    total += count;
  }
  if (users.size > 0) yield users;
}

/** What this run has written. */
function rowsOfUser(user: string, cacheFolder: string, userRowsEnds: UserRowsEnds): UserRows {
  const rows = readUserRows(cacheFolder, userRowsEnds, user);
  if (rows !== null) return rows;
  throw cacheChanged(cacheFolder);
}

/** To files that this run has made. */
function addUserRows(...[cacheFolder, ...rest]: Parameters<typeof appendUserRows>): UserRowsEnds {
  const ends = appendUserRows(cacheFolder, ...rest);
  if (ends !== null) return ends;
  throw cacheChanged(cacheFolder);
}

function cacheChanged(cacheFolder: string): ProblemError {
  return new ProblemError({
    kind: "io",
    what: `${join(cacheFolder, "users")} was changed by someone else while the site was made of it`,
    fix: "Run it again. The history is as it should be.",
  });
}
