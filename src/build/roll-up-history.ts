import { getOrInsert } from "../history/get-or-insert.js";
import { addDays, toMonth } from "../history/local-day.js";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import { toStableSession } from "../rollup/stable-session.js";
import { rollUpMonth } from "../rollup/month-rollup.js";
import { countedFromDay, sessionShares } from "../rollup/session-shares.js";
import { byDay, mergeUsers, type SiteRollup } from "../rollup/site-rollup.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import { daysReaching } from "./day-index.js";
import { fingerprint } from "../site/fingerprint.js";
import type { HistoryReader } from "./history-reader.js";
import type { MonthSummary, RollupIndex, RollupStore } from "./rollup-store.js";
import type { UserSessions } from "./user-sessions.js";

/** The history rolled up. */
export interface RolledUp {
  readonly rollup: SiteRollup;
  /** Oldest first. */
  readonly summaries: readonly MonthSummary[];
  /** The users of a month; none if nobody was connected in it. */
  readonly readUsers: (month: string) => readonly UserRollup[];
}

/** The newest months are merged in each build. The older ones rarely change: their merged users are cached. */
const NEWEST_MONTHS = 2;

/**
 * Rolls up the history: only months whose key has changed are read.
 *
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function rollUpHistory(
  reader: HistoryReader,
  store: RollupStore,
  before: RollupIndex,
  userSessions: UserSessions,
): RolledUp {
  const openByMonth = toOpenByMonth(reader);
  const months = allMonths(reader, openByMonth);
  const summaries = months.map((month): MonthSummary => {
    const known = before.months[month];
    const toKey = (usersWithPendingOverlap: readonly string[]): string =>
      fingerprint(before.context, toMonthInputs(month, reader, openByMonth.get(month) ?? [], usersWithPendingOverlap));
    if (known?.key === toKey(known?.usersWithPendingOverlap ?? [])) return known;
    const usersBefore = known === undefined ? null : store.readUsers(month, known.key);
    const { users, ...summary } = rollUpMonth(reader.readMonth(month), reader.calendar);
    const key = toKey(summary.usersWithPendingOverlap);
    userSessions.update(month, usersBefore, users, reader.readMonth(month));
    store.writeUsers(month, key, users);
    return { ...summary, key };
  });
  for (const month of Object.keys(before.months)) {
    if (months.includes(month)) continue;
    userSessions.update(month, store.readUsers(month, before.months[month]?.key ?? ""), [], null);
    store.removeUsers(month);
  }
  userSessions.flush();
  const isSame =
    reader.index === before.days &&
    summaries.length === Object.keys(before.months).length &&
    summaries.every((summary) => before.months[summary.month] === summary);
  if (!isSame) {
    const byMonth = Object.fromEntries(summaries.map((summary) => [summary.month, summary]));
    store.writeIndex({ context: before.context, days: reader.index, months: byMonth });
  }
  const summaryByMonth = new Map(summaries.map((summary) => [summary.month, summary]));
  return {
    rollup: mergeMonths(summaries, reader, store),
    summaries,
    readUsers: (month) => {
      const summary = summaryByMonth.get(month);
      return summary === undefined ? [] : readUsers(summary, reader, store);
    },
  };
}

/** Every month in which someone was connected, oldest first. */
function allMonths({ index }: HistoryReader, openByMonth: ReadonlyMap<string, unknown>): readonly string[] {
  const months = new Set(openByMonth.keys());
  for (const day of Object.values(index.sessions)) for (const month of day.months) months.add(month);
  return [...months].sort();
}

function toOpenByMonth({ history, calendar, openUsage }: HistoryReader): ReadonlyMap<string, readonly Session[]> {
  const byMonth = new Map<string, Session[]>();
  // `open.csv` has them in the order in which their servers were last read.
  for (const session of [...history.open].sort(newestFirst)) {
    const shares = sessionShares(session, openUsage.get(session.id), calendar);
    for (const month of new Set(shares.map(({ day }) => toMonth(day)))) {
      getOrInsert(byMonth, month, () => []).push(session);
    }
  }
  return byMonth;
}

/**
 * Everything that a month's rollup depends on: the day files with its sessions, their usage, and the lasting fields
 * of its running sessions; for users with a pending overlap, also the last proof.
 */
function toMonthInputs(
  month: string,
  { index, calendar, openUsage }: HistoryReader,
  open: readonly Session[],
  usersWithPendingOverlap: readonly string[],
): unknown {
  const days = daysReaching(index, month);
  const stamps = days.map((day) => [day, index.sessions[day]?.stamp]);
  let [usageFrom, usageUntil] = [`${month}-01`, `${toMonth(addDays(`${month}-01`, 32))}-01`];
  for (const day of days) {
    const [first, last] = index.sessions[day]?.usageSpan ?? [usageFrom, usageUntil];
    if (first < usageFrom) usageFrom = first;
    if (last > usageUntil) usageUntil = last;
  }
  const usage = Object.entries(index.usage).filter(([day]) => day >= usageFrom && day <= usageUntil);
  const pending = new Set(usersWithPendingOverlap);
  const running = open.map((session) => [
    toStableSession(session, calendar),
    // It shows on the session's first day, and follows from usage of any later month.
    countedFromDay(session, openUsage.get(session.id), calendar),
    pending.has(session.user) ? session.lastSeenSeconds : null,
  ]);
  return [stamps, usage, running];
}

function mergeMonths(summaries: readonly MonthSummary[], reader: HistoryReader, store: RollupStore): SiteRollup {
  const older = summaries.slice(0, -NEWEST_MONTHS);
  const newest = summaries.slice(-NEWEST_MONTHS);
  const readMonthUsers = (summary: MonthSummary): readonly UserRollup[] => readUsers(summary, reader, store);
  const olderKey = fingerprint(older.map(({ month, key }) => [month, key]));
  let olderUsers = older.length === 0 ? [] : store.readMerged(olderKey);
  if (olderUsers === null) {
    olderUsers = mergeUsers(older.map(readMonthUsers));
    store.writeMerged({ key: olderKey, users: olderUsers });
  }
  return {
    months: summaries.map(({ month, totals, userCount, peak, servers, goneBySeconds }) => {
      return { month, totals, userCount, peak, servers, goneBySeconds };
    }),
    days: summaries.flatMap(({ days }) => days).sort(byDay),
    users: mergeUsers([olderUsers, ...newest.map(readMonthUsers)]),
  };
}

/** Where they are no longer in the cache, the month is rolled up again. */
function readUsers({ month, key }: MonthSummary, reader: HistoryReader, store: RollupStore): readonly UserRollup[] {
  const known = store.readUsers(month, key);
  if (known !== null) return known;
  const { users } = rollUpMonth(reader.readMonth(month), reader.calendar);
  store.writeUsers(month, key, users);
  return users;
}
