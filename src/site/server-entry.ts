import type { Session } from "../history/session.js";
import { compareNames } from "../text/format/compare-names.js";
import type { Language } from "../text/i18n/language.js";
import { entryOf } from "../rollup/entry-of.js";
import { peaks } from "../rollup/peak.js";
import type { DayEntry } from "./period-entries.js";
import { settledSpan } from "../rollup/session-shares.js";
import type { SiteDays } from "../rollup/site-days.js";
import type { MonthOutline } from "./site-outline.js";
import { startTotals, type Totals } from "../rollup/totals.js";
import type { UserFacts } from "./user-facts.js";

/** One server of the history. */
export interface ServerEntry {
  readonly server: string;
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
  /** When the first of the sessions began that were connected in the month, in epoch seconds. */
  readonly firstStartSeconds: number;
}

/** One server's part of a day. */
export interface ServerDay {
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** The most sessions at one time. */
  readonly peak: number;
}

/**
 * The servers that have sessions, by name in the order for people.
 *
 * @param months newest first
 * @param today undefined: nobody was connected
 */
export function serverEntries(
  months: Iterable<MonthOutline>,
  users: Iterable<UserFacts>,
  today: DayEntry | undefined,
  { language, calendar }: { readonly language: Language; readonly calendar: SiteDays },
): ReadonlyMap<string, ServerEntry> {
  const monthsByServer = new Map<string, Map<string, ServerMonthEntry>>();
  for (const { servers } of months) {
    for (const { server, ...ofMonth } of servers) {
      entryOf(monthsByServer, server, () => new Map()).set(ofMonth.month, ofMonth);
    }
  }
  const userCounts = new Map<string, number>();
  for (const { servers } of users) {
    for (const server of servers) userCounts.set(server, (userCounts.get(server) ?? 0) + 1);
  }
  return new Map(
    [...userCounts]
      .sort(([a], [b]) => compareNames(language, a, b))
      .map(([server, userCount]) => {
        const ownMonths = monthsByServer.get(server) ?? new Map<string, ServerMonthEntry>();
        const entry = { server, userCount, months: ownMonths };
        return [server, { ...entry, today: serverDay(server, today, calendar) }];
      }),
  );
}

function serverDay(server: string, today: DayEntry | undefined, calendar: SiteDays): ServerDay {
  if (today === undefined) return { totals: startTotals(), sessions: [], peak: 0 };
  const isOwn = (session: Session): boolean => session.server === server;
  const [sessions, carried] = [today.sessions.filter(isOwn), today.carried.filter(isOwn)];
  const { day } = today;
  const period = { key: day, startSeconds: calendar.startOf(day), endSeconds: calendar.startOf(calendar.nextDay(day)) };
  const spans = [...sessions, ...carried].map((session) => settledSpan(session, calendar));
  const peak = peaks(spans, [period]).get(day) ?? 0;
  return { totals: today.servers.get(server) ?? startTotals(), sessions, peak };
}
