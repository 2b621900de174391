import { newestFirst } from "../history/newest-first.js";
import { monthOf } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { entryOf } from "./entry-of.js";
import { sessionShares, type SessionShare } from "./session-shares.js";
import type { SiteDays } from "./site-days.js";
import type { SiteInput } from "./site-input.js";
import { addShare, startTotals, type RunningTotals } from "./totals.js";

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
  readonly servers: Map<string, { readonly totals: RunningTotals; readonly users: Set<string> }>;
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

/** Goes through all sessions once, newest first. */
export function buildEntries(
  input: Pick<SiteInput, "openSessions" | "endedSessions" | "usage">,
  calendar: SiteDays,
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
    const startDay = calendar.dayOf(session.startSeconds);
    entryOf(builds.users, session.user, startUser).sessions.push(session);
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      addToBuilds(builds, session, share, share.day === startDay);
    }
  }
  return { sessions, usage, builds };
}

/** @param beginsHere whether the share is that of the day on which the session began */
function addToBuilds(builds: EntryBuilds, session: Session, share: SessionShare, beginsHere: boolean): void {
  const month = monthOf(share.day);
  const ofDay = entryOf(builds.days, share.day, startDay);
  const ofMonth = entryOf(builds.months, month, startMonth);
  const ofUser = entryOf(builds.users, session.user, startUser);
  const ofUserMonth = entryOf(ofUser.months, month, () => startUserMonth(month));
  const ofServerMonth = entryOf(ofMonth.servers, session.server, startServerMonth);
  ofMonth.users.set(session.user, ofUserMonth);
  ofServerMonth.users.add(session.user);
  for (const totals of [
    ofDay.totals,
    entryOf(ofDay.servers, session.server, startTotals),
    ofMonth.totals,
    ofServerMonth.totals,
    ofUser.totals,
    ofUserMonth.totals,
    entryOf(ofUserMonth.days, share.day, startTotals),
  ]) {
    addShare(totals, share);
    if (beginsHere) totals.sessionCount += 1;
  }
  (beginsHere ? ofDay.sessions : ofDay.carried).push(session);
  if (beginsHere) ofUserMonth.sessions.push(session);
}

function startDay(): DayBuild {
  return { totals: startTotals(), sessions: [], carried: [], servers: new Map() };
}

function startMonth(): MonthBuild {
  return { totals: startTotals(), users: new Map(), servers: new Map() };
}

function startServerMonth(): { readonly totals: RunningTotals; readonly users: Set<string> } {
  return { totals: startTotals(), users: new Set() };
}

function startUser(): UserBuild {
  return { totals: startTotals(), sessions: [], months: new Map() };
}

function startUserMonth(month: string): UserMonthBuild {
  return { month, totals: startTotals(), sessions: [], days: new Map() };
}
