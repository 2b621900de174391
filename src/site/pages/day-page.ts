import {
  findNeighbours,
  sessionGroupViews,
  userLink,
  type Neighbours,
  type PageFrame,
  type PageLink,
  type SessionGroupView,
  type UserLink,
} from "./page-frame.js";
import type { ChartFigure } from "../charts/site-charts.js";
import { toMonth } from "../../history/local-day.js";
import { toDaySpan } from "../../rollup/calendar.js";
import type { DayEntry } from "../../rollup/days.js";
import type { HistoryIndex } from "../site-index.js";
import { dayPath, monthPath } from "../site-paths.js";
import type { Totals } from "../../rollup/totals.js";
import { toSiteExactness, type Exactness } from "./exactness.js";

/** One day: its sessions by user. */
export interface DayPage extends PageFrame {
  readonly page: "day";
  readonly day: string;
  readonly month: PageLink;
  readonly neighbours: Neighbours;
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly peak: number;
  /** Sessions that began on the day. */
  readonly groups: readonly SessionGroupView[];
  /** Users with a session from before the day that was still connected on it. */
  readonly carriedUsers: readonly UserLink[];
}

export function dayPage(index: HistoryIndex, entry: DayEntry, charts: readonly ChartFigure[]): DayPage {
  const { day, totals, sessions, carried, servers, peak } = entry;
  const month = toMonth(day);
  return {
    page: "day",
    charts,
    path: dayPath(day),
    day,
    month: { name: month, path: monthPath(month) },
    neighbours: findNeighbours(index.dayNames, day, dayPath),
    totals,
    exactness: toSiteExactness(index, totals, servers.keys(), toDaySpan(index.calendar, day)),
    peak,
    groups: sessionGroupViews(index, sessions),
    carriedUsers: [...new Set(carried.map(({ user }) => user))].map((user) => userLink(index, user)),
  };
}
