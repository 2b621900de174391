import { monthOf } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { entryOf } from "./entry-of.js";
import { peaks } from "./peak.js";
import { settledSpan, type SessionShare } from "./session-shares.js";
import type { SiteDays } from "./site-days.js";
import { slugOf } from "./slug.js";
import { addShare, startTotals, type RunningTotals, type Totals } from "./totals.js";

/** One server of the history. */
export interface ServerEntry {
  readonly server: string;
  readonly slug: string;
  /** Whoever was ever connected to it. */
  readonly userCount: number;
  /** Newest first. */
  readonly months: ReadonlyMap<string, ServerMonthEntry>;
  readonly today: ServerDay;
}

export interface ServerMonthEntry {
  readonly month: string;
  readonly totals: Totals;
  /** Whoever was connected to the server in the month. */
  readonly userCount: number;
}

/** One server's part of a day. */
export interface ServerDay {
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** The most sessions at one time. */
  readonly peak: number;
}

/** A server while the sessions are gone through. */
export interface ServerBuild {
  readonly users: Set<string>;
  readonly months: Map<string, { readonly totals: RunningTotals; readonly users: Set<string> }>;
  readonly today: { readonly totals: RunningTotals; readonly sessions: Session[]; readonly carried: Session[] };
}

export function startServer(): ServerBuild {
  return { users: new Set(), months: new Map(), today: { totals: startTotals(), sessions: [], carried: [] } };
}

/** @param beginsHere whether the share is that of the day on which the session began */
export function addServerShare(
  server: ServerBuild,
  session: Session,
  share: SessionShare,
  { beginsHere, isToday }: { readonly beginsHere: boolean; readonly isToday: boolean },
): void {
  const month = entryOf(server.months, monthOf(share.day), () => ({ totals: startTotals(), users: new Set() }));
  month.users.add(session.user);
  server.users.add(session.user);
  if (isToday) (beginsHere ? server.today.sessions : server.today.carried).push(session);
  for (const totals of isToday ? [month.totals, server.today.totals] : [month.totals]) {
    addShare(totals, share);
    if (beginsHere) totals.sessionCount += 1;
  }
}

export function finishServer(
  server: string,
  { users, months, today }: ServerBuild,
  day: string,
  days: SiteDays,
): ServerEntry {
  const period = { key: day, startSeconds: days.startOf(day), endSeconds: days.startOf(days.nextDay(day)) };
  const spans = [...today.sessions, ...today.carried].map((session) => settledSpan(session, days));
  const newestFirst = [...months].sort(([a], [b]) => (a < b ? 1 : -1));
  return {
    server,
    slug: slugOf(server),
    userCount: users.size,
    months: new Map(newestFirst.map(([month, { totals, users }]) => [month, { month, totals, userCount: users.size }])),
    today: { totals: today.totals, sessions: today.sessions, peak: peaks(spans, [period]).get(day) ?? 0 },
  };
}
