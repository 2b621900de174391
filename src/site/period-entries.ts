import { toMonth, toUtcDay } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { DayBuild, MonthBuild } from "./entry-builds.js";
import { entryOf } from "../rollup/entry-of.js";
import { peaks } from "../rollup/peak.js";
import { settledSpan } from "../rollup/session-shares.js";
import type { SiteDays } from "../rollup/site-days.js";
import type { MonthOutline } from "./site-outline.js";
import type { Totals } from "../rollup/totals.js";

export interface DayEntry {
  readonly day: string;
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** Sessions that were connected on the day and had begun before it, newest first. */
  readonly carried: readonly Session[];
  readonly servers: ReadonlyMap<string, Totals>;
  /** The most sessions at one time. */
  readonly peak: number;
}

export interface MonthEntry extends MonthOutline {
  /** Newest first. */
  readonly days: readonly DayEntry[];
  /** Whoever was connected in the month. */
  readonly users: ReadonlyMap<string, UserMonthEntry>;
}

export interface UserMonthEntry {
  readonly month: string;
  readonly totals: Totals;
  /** Sessions that began in the month, newest first. */
  readonly sessions: readonly Session[];
  /** The days of the month on which the user was connected, in no order. */
  readonly days: ReadonlyMap<string, Totals>;
}

/** @returns newest first */
export function finishDays(
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
  return new Map(newestFirst(days).map(([day, built]) => [day, { ...built, day, peak: peakByDay.get(day) ?? 0 }]));
}

/** @returns newest first */
export function finishMonths(
  months: ReadonlyMap<string, MonthBuild>,
  days: ReadonlyMap<string, DayEntry>,
): Map<string, MonthEntry> {
  const daysByMonth = new Map<string, DayEntry[]>();
  for (const [day, entry] of days) entryOf(daysByMonth, toMonth(day), () => []).push(entry);
  return new Map(
    newestFirst(months).map(([month, { totals, users, servers }]) => {
      const ofMonth = daysByMonth.get(month) ?? [];
      return [
        month,
        {
          month,
          totals,
          userCount: users.size,
          peak: Math.max(0, ...ofMonth.map(({ peak }) => peak)),
          servers: [...servers].map(([server, own]) => {
            const { totals, users, firstStartSeconds } = own;
            return { server, month, totals, userCount: users.size, firstStartSeconds };
          }),
          carriedFromDays: carriedFromDays(month, ofMonth),
          days: ofMonth,
          users,
        },
      ];
    }),
  );
}

/** See {@link MonthOutline}. */
function carriedFromDays(month: string, days: readonly DayEntry[]): readonly string[] {
  // One whose start is not believed stands with the sessions of the day from which it counts.
  const all = days.flatMap((day) => [...day.carried, ...day.sessions]).filter(({ endSeconds }) => endSeconds !== null);
  const startDays = new Set(all.map(({ startSeconds }) => toUtcDay(startSeconds)));
  return [...startDays].filter((day) => toMonth(day) < month).sort();
}

/** @param entries by day or month */
export function newestFirst<Entry>(entries: ReadonlyMap<string, Entry>): readonly (readonly [string, Entry])[] {
  return [...entries].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0));
}
