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
import { mergeRollups, toSiteRollup } from "./merge-rollups.js";
import { addDays } from "../../src/history/local-day.js";
import type { UserRollup } from "../../src/rollup/user-rollup.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { recordedDays } from "../../src/site/charts/recorded-days.js";
import { outdatedAfterSeconds } from "../../src/site/freshness.js";
import { toLiveFacts } from "../../src/site/to-live-facts.js";
import { toPastWeek } from "../../src/site/past-week.js";
import { toWeekRecord } from "../../src/site/week-record.js";
import { findGapNotices } from "../../src/site/notices/find-gap-notices.js";
import { findMonthNotices } from "../../src/site/notices/find-month-notices.js";
import type { Notice } from "../../src/site/notices/notice.js";
import { makeHistoryCharts, makeLiveCharts } from "../../src/site/charts/site-charts.js";
import { indexSite } from "../../src/site/index-site.js";
import type { SitePage } from "../../src/site/pages/page-model.js";
import { livePages } from "../../src/site/pages/list-live-pages.js";
import { monthPages, userPages, summaryPages } from "../../src/site/pages/list-pages.js";
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
  readonly findNotices: (month: string) => readonly Notice[];
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
    calendar.toDay(countedFrom(session)) >= firstDay ||
    calendar.toDay(countedUntil(session)) >= addDays(index.today, -1);
  const gapsByMonth = findGapNotices(monitoringGaps(input.monitored, outdatedAfterSeconds(input)), calendar);
  const findNotices = (month: string): readonly Notice[] => {
    const entry = months.get(month);
    const readUsers = (name: string): readonly UserRollup[] => {
      const known = months.get(name);
      return known === undefined ? [] : rollUpMonth(known, calendar).users;
    };
    const gaps = gapsByMonth.get(month) ?? [];
    return entry === undefined ? gaps : findMonthNotices(entry, { index, gaps, countries: input.countries, readUsers });
  };
  const pastWeek = toPastWeek(input.samples, index.today, { calendar, staleAfterSeconds: input.staleAfterSeconds });
  const weekRecord = toWeekRecord(pastWeek, (month) => months.get(month)?.sessions ?? [], calendar);
  return {
    ...index,
    findNotices,
    facts: toLiveFacts(input, index, recordedDays(input.monitored, input.zone, index), findNotices, {
      pastWeek,
      weekRecord,
    }),
    usage,
    days,
    months,
    users,
    todayEntry: days.get(index.today),
    daysAround: aroundToday(index),
    sessions: sessions.filter(isLive),
    recent: sessions.filter(isLive).filter((session) => calendar.toDay(countedFrom(session)) >= firstDay),
  };
}

function aroundToday({ dayNames, today }: HistoryIndex): readonly string[] {
  if (!dayNames.includes(today)) return [];
  const [newer, older] = [dayNames.filter((day) => day > today), dayNames.filter((day) => day < today)];
  return [...newer.slice(-1), today, ...older.slice(0, 1)];
}

/** Every page of a site, in the order of publishing. */
export function allPages(input: FullInput, index: FullIndex = indexAll(input)): readonly SitePage[] {
  const charts = makeHistoryCharts(input, index);
  return [
    ...[...index.months.values()].flatMap((entry) =>
      monthPages(input, index, entry, charts, () => index.findNotices(entry.month)),
    ),
    ...[...index.users.values()].flatMap((entry) => userPages(input, index, entry, charts)),
    ...summaryPages(input, index, charts),
    ...livePages(input, index, makeLiveCharts(input, index)),
  ];
}
