import { countedFrom, countedUntil } from "../history/counted-from.js";
import { groupBy } from "../history/group-by.js";
import { addDays, toMonth } from "../history/local-day.js";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { buildDays, toSessionDays } from "../rollup/days.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import type { FeedEvent } from "../site/feed/feed-event.js";
import type { LiveFacts } from "../site/live-facts.js";
import { selectUserNotices } from "../site/notices/notice.js";
import type { ServerOutline } from "../site/server-outline.js";
import type { LinkedUser, LiveIndex, HistoryIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { compactUsage } from "./compact-usage.js";
import type { HistoryReader } from "./history-reader.js";

/**
 * What the live pages show besides the findings of each run. It is saved, so that a run in which nobody connects or
 * disconnects reads nothing else of the history. Plain data.
 */
export interface LivePart {
  readonly sessionCount: number;
  /** The users whom the live pages name, in the order for people. */
  readonly users: readonly LinkedUser[];
  readonly servers: readonly ServerOutline[];
  readonly serverSlugs: readonly (readonly [server: string, slug: string])[];
  readonly slowDownloads: readonly SlowDownload[];
  readonly daysAround: LiveIndex["daysAround"];
  /** Sessions that have ended: those that were connected since yesterday, and those that the recent history lists. */
  readonly ended: readonly Session[];
  /** The usage of these and of the running sessions. */
  readonly usage: readonly Usage[];
  readonly facts: LiveFacts;
  /** Events of ended sessions, and notices, newest first; empty without a feed. */
  readonly feed: readonly FeedEvent[];
}

/** @param index of all there is; it names the live part's users */
export function toLivePart(
  input: SiteInput,
  index: HistoryIndex,
  reader: HistoryReader,
  facts: LiveFacts,
  feed: readonly FeedEvent[] = [],
): LivePart {
  const ended = readLiveSessions(input, reader);
  const absent = facts.absent.flatMap(({ user }) => (user === null ? [] : [{ user }]));
  const feedUsers = feed.flatMap((event): readonly { readonly user: string }[] =>
    event.kind === "notice" ? selectUserNotices([event.notice]) : [event],
  );
  const shown = new Set(
    [...input.openSessions, ...ended, ...selectUserNotices(facts.notices), ...absent, ...feedUsers].map(
      ({ user }) => user,
    ),
  );
  const usage = [...reader.openUsage.values()].flat();
  return {
    sessionCount: index.sessionCount,
    users: [...index.users.values()]
      .filter(({ user }) => shown.has(user))
      .map(({ user, slug, alias, sessionCount, openCount }) => ({ user, slug, alias, sessionCount, openCount })),
    servers: [...index.servers.values()],
    serverSlugs: [...index.serverSlugs],
    slowDownloads: [...index.slowDownloads.values()],
    daysAround: toDaysAround(index),
    ended,
    usage: compactUsage([...usage, ...reader.history.ended.findUsage(ended)], addDays(index.today, -1)),
    facts,
    feed,
  };
}

/** Today's page links to the days around it. */
function toDaysAround({ dayNames, today }: HistoryIndex): readonly string[] {
  const place = dayNames.indexOf(today);
  return place === -1 ? [] : dayNames.slice(Math.max(0, place - 1), place + 2);
}

/** The index for the live pages. */
export function indexLive(
  { openSessions, sources, nowSeconds, recentDays }: SiteInput,
  part: LivePart,
  calendar: LiveIndex["calendar"],
): LiveIndex {
  const today = calendar.toDay(nowSeconds);
  const usage = groupBy(part.usage, ({ id }) => id);
  const sessions = [...openSessions, ...part.ended].sort(newestFirst);
  const todayShares = [...toSessionDays(sessions, usage, calendar)].filter(({ share }) => share.day === today);
  const firstDay = firstRecentDay(today, recentDays);
  return {
    calendar,
    today,
    sessionCount: part.sessionCount,
    openCount: openSessions.length,
    users: new Map(part.users.map((user) => [user.user, user])),
    servers: new Map(part.servers.map((server) => [server.server, server])),
    eventSpans: new Map(sources.map(({ server, eventSpans }) => [server, eventSpans])),
    serverSlugs: new Map(part.serverSlugs),
    slowDownloads: new Map(part.slowDownloads.map((download) => [download.stem, download])),
    usage,
    facts: part.facts,
    todayEntry: buildDays(todayShares, sessions, calendar).get(today),
    daysAround: part.daysAround,
    sessions,
    recent: sessions.filter((session) => calendar.toDay(countedFrom(session)) >= firstDay),
  };
}

function readLiveSessions(
  { nowSeconds, recentDays }: SiteInput,
  { history, calendar, index, readMonth }: HistoryReader,
): readonly Session[] {
  const today = calendar.toDay(nowSeconds);
  const firstDay = firstRecentDay(today, recentDays);
  const firstFile = addDays(firstDay, -1);
  const candidates = new Map<string, Session>();
  for (const [day, { countsLater, months }] of Object.entries(index.sessions)) {
    const isLate = countsLater && months.some((month) => month >= toMonth(firstDay));
    if (day < firstFile && !isLate) continue;
    for (const session of history.rows.readSessions(day)) candidates.set(session.id, session);
  }
  const yesterday = addDays(today, -1);
  for (const month of new Set([yesterday, today].map(toMonth))) {
    for (const session of readMonth(month).sessions) {
      if (session.endSeconds !== null) candidates.set(session.id, session);
    }
  }
  return [...candidates.values()].filter(
    (session) => calendar.toDay(countedFrom(session)) >= firstDay || calendar.toDay(countedUntil(session)) >= yesterday,
  );
}

function firstRecentDay(today: string, recentDays: number): string {
  return addDays(today, 1 - recentDays);
}
