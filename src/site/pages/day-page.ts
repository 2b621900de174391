import { toMonth } from "../../history/local-day.js";
import { toDaySpan } from "../../rollup/calendar.js";
import { countUsers } from "../../rollup/day-outline.js";
import type { DayEntry } from "../../rollup/days.js";
import type { Totals } from "../../rollup/totals.js";
import type { ChartFigure } from "../charts/site-chart.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { HistoryIndex, LiveIndex, SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { dayPath, monthPath } from "../site-paths.js";
import { todayTotals } from "../today.js";
import { countWithEarlierTraffic } from "./earlier-traffic.js";
import { toSessionList, type SessionListHead } from "./session-part-page.js";
import { toSiteExactness, type Exactness } from "./exactness.js";
import { findNeighbours, type Neighbours, type PageFrame, type PageLink } from "./page-frame.js";

/** One day: its sessions by user. */
export interface DayPage extends PageFrame {
  readonly page: "day";
  readonly day: string;
  readonly month: PageLink;
  readonly neighbours: Neighbours;
  /** The figures with running sessions, on the page of today, which each run builds; null on other pages. */
  readonly live: DayLife | null;
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly peak: number;
  /** How many users were connected on the day. */
  readonly userCount: number;
  /** Sessions that began on the day. */
  readonly begun: SessionListHead;
  /** Sessions from before the day that were still connected on it. */
  readonly carried: SessionListHead;
  /** How many sessions count their traffic of earlier days on this one. */
  readonly withEarlierTraffic: number;
  /** Whether running sessions, which the page leaves out, are among them. */
  readonly isRunning: boolean;
}

interface DayLife {
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
}

/** A day that is over, or that has not come yet. */
export function toDayPage(index: HistoryIndex, entry: DayEntry, charts: readonly ChartFigure[]): DayPage {
  const neighbours = findNeighbours(index.dayNames, entry.day, dayPath);
  return makeDayPage(index, entry, charts, { neighbours, totals: entry.totals, live: null });
}

/** The page of today, with the figures of running sessions so far. */
export function toTodayPage(
  input: SiteInput,
  index: LiveIndex,
  entry: DayEntry,
  charts: readonly ChartFigure[],
): DayPage {
  return makeDayPage(index, entry, charts, {
    neighbours: findNeighbours(index.daysAround, entry.day, dayPath),
    totals: todayTotals(index, input.openSessions, entry.totals),
    live: { asOfSeconds: input.nowSeconds, outdatedAfterSeconds: outdatedAfterSeconds(input) },
  });
}

function makeDayPage(
  index: SiteIndex,
  entry: DayEntry,
  charts: readonly ChartFigure[],
  own: Pick<DayPage, "neighbours" | "totals" | "live">,
): DayPage {
  const { day, sessions, carried, servers, peak } = entry;
  const month = toMonth(day);
  const isLive = own.live !== null;
  return {
    page: "day",
    charts,
    path: dayPath(day),
    day,
    month: { name: month, path: monthPath(month) },
    ...own,
    exactness: toSiteExactness(index, own.totals, servers.keys(), toDaySpan(index.calendar, day)),
    peak,
    userCount: countUsers(entry),
    begun: toSessionList(index, sessions, dayPath(day), isLive),
    carried: toSessionList(index, carried, dayPath(day), isLive, "carried"),
    withEarlierTraffic: countWithEarlierTraffic(carried, day, index),
    isRunning: !isLive && [...sessions, ...carried].some(({ endSeconds }) => endSeconds === null),
  };
}
