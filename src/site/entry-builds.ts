import { countedFrom } from "../history/counted-from.js";
import { newestFirst } from "../history/newest-first.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { entryOf } from "../rollup/entry-of.js";
import { sessionShares, type SessionShare } from "../rollup/session-shares.js";
import type { SiteDays } from "../rollup/site-days.js";
import type { SiteInput } from "./site-input.js";
import { addShare, startTotals, type RunningTotals } from "../rollup/totals.js";

/** What sessions add up to, while they are gone through. */
export interface EntryBuilds {
  readonly days: Map<string, DayBuild>;
  readonly months: Map<string, MonthBuild>;
  readonly users: Map<string, UserBuild>;
}

export interface DayBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly carried: Session[];
  readonly servers: Map<string, RunningTotals>;
}

export interface MonthBuild {
  readonly totals: RunningTotals;
  readonly users: Map<string, UserMonthBuild>;
  readonly servers: Map<string, ServerMonthBuild>;
}

export interface ServerMonthBuild {
  readonly totals: RunningTotals;
  readonly users: Set<string>;
  /** Of the sessions that were connected in the month, when the first began. */
  firstStartSeconds: number;
}

export interface UserBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly months: Map<string, UserMonthBuild>;
}

export interface UserMonthBuild {
  readonly month: string;
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly days: Map<string, RunningTotals>;
}

/** The months and users that are wanted. */
export interface WantedEntries {
  readonly months: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
}

/**
 * Goes through all sessions once, newest first. Days are built whatever is wanted.
 *
 * @param wanted absent: all months and users. Of others there may be some too, which are not whole.
 */
export function buildEntries(
  input: Pick<SiteInput, "openSessions" | "endedSessions" | "usage">,
  calendar: SiteDays,
  wanted?: WantedEntries,
): {
  readonly sessions: readonly Session[];
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
  readonly builds: EntryBuilds;
} {
  const sessions = [...input.openSessions, ...input.endedSessions].sort(newestFirst);
  const usage = new Map<string, Usage[]>();
  for (const row of input.usage) entryOf(usage, row.id, () => []).push(row);
  const builds: EntryBuilds = { days: new Map(), months: new Map(), users: new Map() };
  for (const session of sessions) {
    const beganOn = calendar.dayOf(countedFrom(session));
    const isUserWanted = wanted?.users.has(session.user) ?? true;
    if (isUserWanted) entryOf(builds.users, session.user, startUser).sessions.push(session);
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      const beginsHere = share.day === beganOn;
      addToDay(builds, session, share, beginsHere);
      const isWanted = isUserWanted || (wanted?.months.has(toMonth(share.day)) ?? true);
      if (isWanted) addToMonthAndUser(builds, session, share, beginsHere);
    }
  }
  return { sessions, usage, builds };
}

/** @param beginsHere whether the share is that of the day on which the session began */
function addToDay({ days }: EntryBuilds, session: Session, share: SessionShare, beginsHere: boolean): void {
  const ofDay = entryOf(days, share.day, startDay);
  addTo(ofDay.totals, share, beginsHere);
  addTo(entryOf(ofDay.servers, session.server, startTotals), share, beginsHere);
  (beginsHere ? ofDay.sessions : ofDay.carried).push(session);
}

function addToMonthAndUser(builds: EntryBuilds, session: Session, share: SessionShare, beginsHere: boolean): void {
  const month = toMonth(share.day);
  const ofMonth = entryOf(builds.months, month, startMonth);
  const ofUser = entryOf(builds.users, session.user, startUser);
  const ofUserMonth = entryOf(ofUser.months, month, () => startUserMonth(month));
  const ofServerMonth = entryOf(ofMonth.servers, session.server, startServerMonth);
  ofMonth.users.set(session.user, ofUserMonth);
  ofServerMonth.users.add(session.user);
  ofServerMonth.firstStartSeconds = Math.min(ofServerMonth.firstStartSeconds, countedFrom(session));
  for (const totals of [
    ofMonth.totals,
    ofServerMonth.totals,
    ofUser.totals,
    ofUserMonth.totals,
    entryOf(ofUserMonth.days, share.day, startTotals),
  ]) {
    addTo(totals, share, beginsHere);
  }
  if (beginsHere) ofUserMonth.sessions.push(session);
}

function addTo(totals: RunningTotals, share: SessionShare, beginsHere: boolean): void {
  addShare(totals, share);
  if (beginsHere) totals.sessionCount += 1;
}

function startDay(): DayBuild {
  return { totals: startTotals(), sessions: [], carried: [], servers: new Map() };
}

function startMonth(): MonthBuild {
  return { totals: startTotals(), users: new Map(), servers: new Map() };
}

function startServerMonth(): ServerMonthBuild {
  return { totals: startTotals(), users: new Set(), firstStartSeconds: Infinity };
}

function startUser(): UserBuild {
  return { totals: startTotals(), sessions: [], months: new Map() };
}

function startUserMonth(month: string): UserMonthBuild {
  return { month, totals: startTotals(), sessions: [], days: new Map() };
}
