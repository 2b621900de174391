import { newestFirst } from "../history/newest-first.js";
import { monthOf } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { compareNames } from "../text/compare-names.js";
import { confirmedServers } from "./confirmed-servers.js";
import { entryOf } from "./entry-of.js";
import { peaks } from "./peak.js";
import { addServerShare, finishServer, startServer, type ServerBuild, type ServerEntry } from "./server-entry.js";
import { sessionShares, settledSpan } from "./session-shares.js";
import { makeSiteDays, type SiteDays } from "./site-days.js";
import type { SiteInput } from "./site-input.js";
import { slugOf } from "./slug.js";
import { addShare, startTotals, type RunningTotals, type Totals } from "./totals.js";

/** All sessions by day, month, user and server, in the site's zone: read once, for all pages. */
export interface SiteIndex {
  readonly calendar: SiteDays;
  readonly today: string;
  /** Newest start first. */
  readonly sessions: readonly Session[];
  /** How many there are, also where only some are known (`settled-index.ts`). */
  readonly sessionCount: number;
  /** Days on which someone was connected, newest first. */
  readonly days: ReadonlyMap<string, DayEntry>;
  /** Newest first. */
  readonly months: ReadonlyMap<string, MonthEntry>;
  /** By name, in the order for people. */
  readonly users: ReadonlyMap<string, UserEntry>;
  /** Those that have sessions, by name, in the order for people. */
  readonly servers: ReadonlyMap<string, ServerEntry>;
  /** By session id. */
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
}

export interface DayEntry {
  readonly day: string;
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** Sessions that were connected on the day and had begun before it, newest first. */
  readonly carried: readonly Session[];
  /** The most sessions at one time. */
  readonly peak: number;
}

export interface MonthEntry {
  readonly month: string;
  readonly totals: Totals;
  /** Newest first. */
  readonly days: readonly DayEntry[];
  /** Whoever was connected in the month. */
  readonly users: ReadonlyMap<string, Totals>;
  readonly peak: number;
}

export interface UserEntry {
  readonly user: string;
  readonly slug: string;
  readonly alias: string;
  readonly totals: Totals;
  /** Newest start first. */
  readonly sessions: readonly Session[];
  /** How many there are, also where only some are known. */
  readonly sessionCount: number;
  readonly openCount: number;
  /** Whether a session is open on a server of which is known who is connected. */
  readonly isOnline: boolean;
  /** Newest first. */
  readonly months: ReadonlyMap<string, UserMonthEntry>;
}

export interface UserMonthEntry {
  readonly month: string;
  readonly totals: Totals;
  /** Sessions that began in the month, newest first. */
  readonly sessions: readonly Session[];
  /** The days of the month on which the user was connected, in no order. */
  readonly days: ReadonlyMap<string, Totals>;
}

interface DayBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly carried: Session[];
}

interface UserBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly months: Map<string, UserMonthBuild>;
}

interface UserMonthBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly days: Map<string, RunningTotals>;
}

interface MonthBuild {
  readonly totals: RunningTotals;
  readonly users: Map<string, RunningTotals>;
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
  | "staleAfterSeconds"
>;

/** Indexes all sessions in one pass over them and one over their starts and ends. */
export function indexSite(input: IndexedInput): SiteIndex {
  const calendar = makeSiteDays(input.zone);
  const today = calendar.dayOf(input.nowSeconds);
  const sessions = [...input.openSessions, ...input.endedSessions].sort(newestFirst);
  const usage = usageById(input.usage);
  const days = new Map<string, DayBuild>();
  const months = new Map<string, MonthBuild>();
  const users = new Map<string, UserBuild>();
  const servers = new Map<string, ServerBuild>();

  for (const session of sessions) {
    const startDay = calendar.dayOf(session.startSeconds);
    const user = entryOf(users, session.user, () => ({ totals: startTotals(), sessions: [], months: new Map() }));
    user.sessions.push(session);
    const server = entryOf(servers, session.server, startServer);
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      const month = monthOf(share.day);
      const ofDay = entryOf(days, share.day, () => ({ totals: startTotals(), sessions: [], carried: [] }));
      const ofMonth = entryOf(months, month, () => ({ totals: startTotals(), users: new Map() }));
      const ofUserMonth = entryOf(user.months, month, () => ({
        totals: startTotals(),
        sessions: [],
        days: new Map(),
      }));
      const ofUserDay = entryOf(ofUserMonth.days, share.day, startTotals);
      ofMonth.users.set(session.user, ofUserMonth.totals);
      const allTotals = [ofDay.totals, ofMonth.totals, user.totals, ofUserMonth.totals, ofUserDay];
      for (const totals of allTotals) addShare(totals, share);
      const beginsHere = share.day === startDay;
      addServerShare(server, session, share, { beginsHere, isToday: share.day === today });
      if (beginsHere) {
        for (const totals of allTotals) totals.sessionCount += 1;
        ofDay.sessions.push(session);
        ofUserMonth.sessions.push(session);
      } else {
        ofDay.carried.push(session);
      }
    }
  }

  const dayEntries = finishDays(days, sessions, calendar);
  return {
    calendar,
    today,
    sessions,
    sessionCount: sessions.length,
    days: dayEntries,
    months: finishMonths(months, dayEntries),
    users: finishUsers(users, input),
    servers: new Map(
      [...servers]
        .sort(([a], [b]) => compareNames(input.language, a, b))
        .map(([server, built]) => [server, finishServer(server, built, today, calendar)]),
    ),
    usage,
  };
}

function finishDays(
  days: ReadonlyMap<string, DayBuild>,
  sessions: readonly Session[],
  calendar: SiteDays,
): Map<string, DayEntry> {
  const spans = sessions.map((session) => settledSpan(session, calendar));
  const inOrder = [...days.keys()].sort();
  const peakByDay = peaks(
    spans,
    inOrder.map((day) => ({
      key: day,
      startSeconds: calendar.startOf(day),
      endSeconds: calendar.startOf(calendar.nextDay(day)),
    })),
  );
  const newestFirstDays = sortedEntries(days).reverse();
  return new Map(newestFirstDays.map(([day, built]) => [day, { ...built, day, peak: peakByDay.get(day) ?? 0 }]));
}

function finishMonths(
  months: ReadonlyMap<string, MonthBuild>,
  days: ReadonlyMap<string, DayEntry>,
): Map<string, MonthEntry> {
  const daysByMonth = new Map<string, DayEntry[]>();
  for (const [day, entry] of days) entryOf(daysByMonth, monthOf(day), () => []).push(entry);
  const newestFirstMonths = sortedEntries(months).reverse();
  return new Map(
    newestFirstMonths.map(([month, built]) => {
      const ofMonth = daysByMonth.get(month) ?? [];
      return [month, { ...built, month, days: ofMonth, peak: Math.max(0, ...ofMonth.map((day) => day.peak)) }];
    }),
  );
}

function finishUsers(users: ReadonlyMap<string, UserBuild>, input: IndexedInput): Map<string, UserEntry> {
  const byName = [...users].sort(([a], [b]) => compareNames(input.language, a, b));
  const confirmed = confirmedServers(input);
  return new Map(
    byName.map(([user, built]) => [
      user,
      {
        ...built,
        user,
        slug: slugOf(user),
        alias: input.aliases.get(user) ?? "",
        sessionCount: built.sessions.length,
        isOnline: built.sessions.some(({ endSeconds, server }) => endSeconds === null && confirmed.has(server)),
        openCount: built.sessions.filter((session) => session.endSeconds === null).length,
        months: new Map(
          sortedEntries(built.months)
            .reverse()
            .map(([month, ofMonth]) => [month, { ...ofMonth, month }]),
        ),
      },
    ]),
  );
}

function usageById(rows: readonly Usage[]): Map<string, Usage[]> {
  const byId = new Map<string, Usage[]>();
  for (const row of rows) entryOf(byId, row.id, () => []).push(row);
  return byId;
}

function sortedEntries<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
