import type { ChartFigure } from "../charts/site-chart.js";
import { monthDownloads, type DownloadLink } from "../downloads/download-link.js";
import { findNeighbours, userLink, linkedUser, type Neighbours, type PageFrame, type UserLink } from "./page-frame.js";
import { toMonthSpan } from "../../rollup/calendar.js";
import { countUsers } from "../../rollup/day-outline.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import type { Session } from "../../history/session.js";
import type { HistoryIndex } from "../site-index.js";
import { dayPath, monthPath, reportPath, userMonthPath } from "../site-paths.js";
import type { Totals } from "../../rollup/totals.js";
import { countWithEarlierMonths } from "./earlier-traffic.js";
import { toSiteExactness, type Exactness } from "./exactness.js";
import { toSessionList, type SessionListHead } from "./session-part-page.js";
import { isAnyRunningIn } from "./user-month-page.js";

/** One month: its days, its top users and its sessions. */
export interface MonthPage extends PageFrame {
  readonly page: "month";
  readonly month: string;
  readonly neighbours: Neighbours;
  readonly totals: Totals;
  readonly userCount: number;
  readonly peak: number;
  readonly exactness: Exactness;
  /** How many sessions count their traffic of earlier months in this one, in which they were first seen. */
  readonly withEarlierTraffic: number;
  /** Newest first. */
  readonly days: readonly DayRow[];
  /** Most hours first. */
  readonly topUsers: readonly TopUser[];
  /** Sessions that began in the month. */
  readonly begun: SessionListHead;
  /** Whether a session is running that was connected in this month. */
  readonly isRunning: boolean;
  readonly downloads: readonly DownloadLink[];
  readonly reportPath: string;
}

export interface DayRow {
  readonly day: string;
  readonly path: string;
  /** Its page has later figures. */
  readonly isToday: boolean;
  readonly totals: Totals;
  readonly userCount: number;
  readonly peak: number;
}

/** A user of the month; the link goes to the user's month. */
interface TopUser {
  readonly link: UserLink;
  readonly totals: Totals;
}

const MAX_TOP_USERS = 10;

export function toMonthPage(index: HistoryIndex, entry: MonthEntry, charts: readonly ChartFigure[]): MonthPage {
  const { month, totals, userCount, servers, peak } = entry;
  return {
    page: "month",
    charts,
    path: monthPath(month),
    month,
    neighbours: findNeighbours([...index.months.keys()], month, monthPath),
    totals,
    exactness: toSiteExactness(
      index,
      totals,
      servers.map(({ server }) => server),
      toMonthSpan(index.calendar, month),
    ),
    withEarlierTraffic: countWithEarlierMonths(entry.sessions, month, { usage: entry.usage, calendar: index.calendar }),
    userCount,
    peak,
    days: toDayRows(index, entry),
    topUsers: topUsers(index, entry),
    begun: toSessionList(index, listBegun(entry), monthPath(month), false),
    isRunning: isAnyRunningIn(
      entry.sessions.filter(({ endSeconds }) => endSeconds === null),
      month,
      index.calendar,
    ),
    downloads: monthDownloads(index, entry),
    reportPath: reportPath(month),
  };
}

/** Newest first. */
export function toDayRows({ today }: HistoryIndex, { days }: MonthEntry): readonly DayRow[] {
  return days.map((day) => ({
    day: day.day,
    path: dayPath(day.day),
    isToday: day.day === today,
    totals: day.totals,
    userCount: countUsers(day),
    peak: day.peak,
  }));
}

/** The sessions that began in a month, newest first. */
export function listBegun({ days }: Pick<MonthEntry, "days">): readonly Session[] {
  return days.flatMap(({ sessions }) => sessions);
}

function topUsers(index: HistoryIndex, { month, users }: MonthEntry): readonly TopUser[] {
  return [...users]
    .map(([user, { totals }]) => [user, totals] as const)
    .sort(
      ([aName, a], [bName, b]) =>
        b.connectedSeconds - a.connectedSeconds || b.sessionCount - a.sessionCount || (aName < bName ? -1 : 1),
    )
    .slice(0, MAX_TOP_USERS)
    .map(([user, totals]) => ({
      link: { ...userLink(index, user), path: userMonthPath(linkedUser(index, user).slug, month) },
      totals,
    }));
}
