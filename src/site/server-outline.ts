import type { Session } from "../history/session.js";
import type { Calendar } from "../rollup/calendar.js";
import { dayPeaks, type DayEntry } from "../rollup/days.js";
import { getOrInsert } from "../history/get-or-insert.js";
import { groupBy } from "../history/group-by.js";
import type { MonthOutline, ServerMonth } from "../rollup/month-outline.js";
import { startTotals, type Totals } from "../rollup/totals.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import { compareNames } from "../text/format/compare-names.js";
import type { Language } from "../text/i18n/language.js";

/** One server of the history. Plain data. */
export interface ServerOutline {
  readonly server: string;
  /** The number of users who were ever connected to it. */
  readonly userCount: number;
  /** Newest first. */
  readonly months: readonly ServerMonth[];
}

/** One server's part of a day. */
export interface ServerDay {
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** Sessions that were connected on the day and had begun before it, newest first. */
  readonly carried: readonly Session[];
  /** The most sessions at one time. */
  readonly peak: number;
}

/**
 * The servers that have sessions, by name in the order for people.
 *
 * @param months newest first
 */
export function outlineServers(
  months: Iterable<MonthOutline>,
  users: Iterable<Pick<UserRollup, "servers">>,
  language: Language,
): readonly ServerOutline[] {
  const monthsByServer = new Map<string, ServerMonth[]>();
  for (const { servers } of months) {
    for (const serverMonth of servers) getOrInsert(monthsByServer, serverMonth.server, () => []).push(serverMonth);
  }
  const userCounts = new Map<string, number>();
  for (const { servers } of users) {
    for (const server of servers) userCounts.set(server, (userCounts.get(server) ?? 0) + 1);
  }
  return [...userCounts]
    .sort(([a], [b]) => compareNames(language, a, b))
    .map(([server, userCount]) => ({ server, userCount, months: monthsByServer.get(server) ?? [] }));
}

/**
 * Splits a day by server.
 *
 * @param day undefined: nobody was connected
 */
export function splitDay(day: DayEntry | undefined, calendar: Calendar): (server: string) => ServerDay {
  if (day === undefined) return () => ({ totals: startTotals(), sessions: [], carried: [], peak: 0 });
  const begun = groupBy(day.sessions, ({ server }) => server);
  const carriedByServer = groupBy(day.carried, ({ server }) => server);
  return (server) => {
    const sessions = begun.get(server) ?? [];
    const carried = carriedByServer.get(server) ?? [];
    const present = [...sessions, ...carried];
    return {
      totals: day.servers.get(server) ?? startTotals(),
      sessions,
      carried,
      peak: dayPeaks([day.day], present, calendar).get(day.day) ?? 0,
    };
  };
}
