import { countedFrom, countedUntil } from "../../src/history/counted-from.js";
import { groupBy } from "../../src/history/group-by.js";
import { toMonth } from "../../src/history/local-day.js";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { buildDays, toSessionDays, type DayEntry } from "../../src/rollup/days.js";
import { buildMonth, type MonthEntry } from "../../src/rollup/month-entry.js";
import { rollUpMonth } from "../../src/rollup/month-rollup.js";
import { mergeRollups, toSiteRollup } from "../../src/rollup/site-rollup.js";
import { addDays } from "../../src/history/local-day.js";
import { historyCharts, liveCharts } from "../../src/site/charts/site-charts.js";
import { indexSite } from "../../src/site/index-site.js";
import { livePages, monthPages, userPages, summaryPages, type SitePage } from "../../src/site/pages/list-pages.js";
import type { LiveIndex, UserEntry, HistoryIndex } from "../../src/site/site-index.js";
import type { SiteInput } from "../../src/site/site-input.js";

/** A site with its whole history in memory. */
export interface FullInput extends SiteInput {
  readonly endedSessions: readonly Session[];
  readonly usage: readonly Usage[];
}

/** Everything of a site, with all sessions. */
export interface FullIndex extends HistoryIndex, LiveIndex {
  readonly days: ReadonlyMap<string, DayEntry>;
  readonly months: ReadonlyMap<string, MonthEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
}

export function indexAll(input: FullInput): FullIndex {
  const calendar = makeCalendar(input.zone);
  const sessions = [...input.openSessions, ...input.endedSessions].sort(newestFirst);
  const usage = groupBy(input.usage, ({ id }) => id);
  const sessionDays = [...toSessionDays(sessions, usage, calendar)];
  const monthNames = [...new Set(sessionDays.map(({ share }) => toMonth(share.day)))].sort().reverse();
  const months = new Map(monthNames.map((month) => [month, buildMonth(month, sessions, usage, calendar)]));
  const rollup = mergeRollups([...months.values()].map((entry) => toSiteRollup(rollUpMonth(entry, calendar))));
  const index = indexSite(input, calendar, rollup);
  const toMonthOfStart = (session: Session): string => toMonth(calendar.toDay(countedFrom(session)));
  const users = new Map(
    [...index.users].map(([user, outline]) => {
      const own = sessions.filter((session) => session.user === user);
      const read: UserEntry["read"] = (wanted) => {
        const names = new Set(wanted.map(({ month }) => month));
        return { sessions: own.filter((session) => names.has(toMonthOfStart(session))), usage };
      };
      return [user, { ...outline, open: own.filter(({ endSeconds }) => endSeconds === null), read }];
    }),
  );
  const days = buildDays(sessionDays, sessions, calendar);
  const firstDay = addDays(index.today, 1 - input.recentDays);
  const isLive = (session: Session): boolean =>
    calendar.toDay(countedFrom(session)) >= firstDay || calendar.toDay(countedUntil(session)) >= index.today;
  return {
    ...index,
    usage,
    days,
    months,
    users,
    todayEntry: days.get(index.today),
    recent: sessions.filter(isLive).filter((session) => calendar.toDay(countedFrom(session)) >= firstDay),
  };
}

/** Every page of a site, in the order of publishing. */
export function allPages(input: FullInput, index: FullIndex = indexAll(input)): readonly SitePage[] {
  const charts = historyCharts(input, index);
  return [
    ...[...index.months.values()].flatMap((entry) => monthPages(index, entry, charts)),
    ...[...index.users.values()].flatMap((entry) => userPages(index, entry, charts)),
    ...summaryPages(input, index, charts),
    ...livePages(input, index, liveCharts(input, index)),
  ];
}
