import { countedFrom, countedUntil } from "../history/counted-from.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "../history/earliest-set-clock.js";
import { addDays, toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { findAddresses, mergeAddresses, type AddressUse } from "./address-use.js";
import type { Calendar } from "./calendar.js";
import { findClients, mergeClients, type ClientUse } from "./client-use.js";
import { findConcurrentAddresses, mergeConcurrentAddresses, type ConcurrentAddresses } from "./concurrent-addresses.js";
import type { UsageById } from "./days.js";
import { toPresence, type Presence } from "./presence.js";
import { addDigests, digestRows } from "./row-digest.js";
import { countHours, mergeHours, type StartHours } from "./start-hours.js";
import { sumTotals, type Totals } from "./totals.js";
import { mergeUserDays, toUserDays, type UserDay } from "./user-day.js";
import type { UserMonthEntry } from "./user-month-entry.js";

/**
 * A summary of a user's sessions in one month or in several. It changes when a session or a day ends, not every
 * minute. Plain data.
 */
export interface UserRollup {
  readonly user: string;
  readonly totals: Totals;
  /** The months in which the user was connected, oldest first. */
  readonly months: readonly UserMonthRollup[];
  /** The servers of all sessions, by code point. */
  readonly servers: readonly string[];
  /** On how many days a session began. */
  readonly beginDayCount: number;
  /** When the first session began, by a clock that was set if there is any such; null where none began. */
  readonly firstSeenSeconds: number | null;
  /** When the first and the last of the ended sessions ended; null if none has. */
  readonly firstEndSeconds: number | null;
  readonly lastEndSeconds: number | null;
  /** The public addresses of all sessions, by code point. */
  readonly addresses: readonly AddressUse[];
  /** In which hours of the day sessions began. */
  readonly startHours: StartHours;
  /** The newest days on which the user was connected, newest first: those of the month, or the newest 31. */
  readonly newestDays: readonly UserDay[];
  readonly concurrent: ConcurrentAddresses;
  /** The clients by platform, newest first; only those whose version is known. */
  readonly clients: readonly ClientUse[];
  /** Of the ended sessions with their usage: see `row-digest.ts`. */
  readonly rows: string;
}

/** A summary of one of a user's months. */
export interface UserMonthRollup {
  readonly month: string;
  readonly totals: Totals;
  readonly presence: Presence;
  /** When the last of the ended sessions that began in it ended; null if there is none. */
  readonly lastEndSeconds: number | null;
  /** Of the ended sessions that began in it, with their usage: see `row-digest.ts`. */
  readonly rows: string;
}

/**
 * Rolls up one user's month.
 *
 * @param present the user's sessions that were connected in the month, newest first, including those that began
 *   earlier
 */
export function rollUpUserMonth(
  user: string,
  { month, totals, sessions, days }: UserMonthEntry,
  present: readonly Session[],
  usage: UsageById,
  calendar: Calendar,
): UserRollup {
  const begun = new Set(sessions);
  const ended = sessions.filter(({ endSeconds }) => endSeconds !== null);
  const ends = ended.map(countedUntil);
  const lastEndSeconds = ends.reduce<number | null>(toLast, null);
  const rows = digestRows(ended, usage);
  const newestDays = toUserDays(days, present, calendar);
  return {
    user,
    totals,
    months: [{ month, totals, presence: toPresence(month, newestDays), lastEndSeconds, rows }],
    servers: [...new Set(sessions.map(({ server }) => server))].sort(),
    beginDayCount: [...days.values()].filter(({ sessionCount }) => sessionCount > 0).length,
    firstSeenSeconds: sessions.map(countedFrom).reduce<number | null>(toFirstSeen, null),
    firstEndSeconds: ends.reduce<number | null>(toFirst, null),
    lastEndSeconds,
    addresses: findAddresses(present, begun, toMonthEnd(month), calendar),
    startHours: countHours(sessions.map((session) => calendar.toHour(countedFrom(session)))),
    newestDays,
    concurrent: findConcurrentAddresses(present, (session) => begun.has(session), calendar.toDay),
    clients: findClients(sessions),
    rows,
  };
}

/** Merges the rollups of one user from different months: no month is in both. */
export function mergeUserRollups(a: UserRollup, b: UserRollup): UserRollup {
  return {
    user: a.user,
    totals: sumTotals([a.totals, b.totals]),
    months: [...a.months, ...b.months].sort((one, other) => (one.month < other.month ? -1 : 1)),
    servers: union(a.servers, b.servers),
    beginDayCount: a.beginDayCount + b.beginDayCount,
    firstSeenSeconds: toFirstSeen(a.firstSeenSeconds, b.firstSeenSeconds),
    firstEndSeconds: toFirst(a.firstEndSeconds, b.firstEndSeconds),
    lastEndSeconds: toLast(a.lastEndSeconds, b.lastEndSeconds),
    addresses: mergeAddresses(a.addresses, b.addresses),
    startHours: mergeHours(a.startHours, b.startHours),
    newestDays: mergeUserDays(a.newestDays, b.newestDays),
    concurrent: mergeConcurrentAddresses(a.concurrent, b.concurrent),
    clients: mergeClients(a.clients, b.clients),
    rows: addDigests(a.rows, b.rows),
  };
}

function toMonthEnd(month: string): string {
  return addDays(`${toMonth(addDays(`${month}-01`, 31))}-01`, -1);
}

/** The first of a clock that was set, else the first. */
function toFirstSeen(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  const [isASet, isBSet] = [a >= EARLIEST_SET_CLOCK_SECONDS, b >= EARLIEST_SET_CLOCK_SECONDS];
  if (isASet !== isBSet) return isASet ? a : b;
  return Math.min(a, b);
}

function toFirst(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function toLast(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...new Set([...a, ...b])].sort();
}
