import type { MonthEntry } from "../../rollup/month-entry.js";
import type { ChartFigure, SiteChart } from "../charts/site-charts.js";
import type { HistoryCharts, LiveCharts } from "../charts/site-charts.js";
import type { Notice } from "../notices/notice.js";
import type { LiveIndex, UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import {
  dayPath,
  HISTORY_PATH,
  monthPath,
  noticesPath,
  OVERVIEW_PATH,
  userMonthPath,
  userPath,
  USERS_PATH,
} from "../site-paths.js";
import type { Stage } from "../target.js";
import { dayPage, type DayPage } from "./day-page.js";
import { historyPage, type HistoryPage } from "./history-page.js";
import { monthPage, type MonthPage } from "./month-page.js";
import { noticesPage, type NoticesPage } from "./notices-page.js";
import { overviewPage, type OverviewPage } from "./overview-page.js";
import { searchPages, type SearchPage } from "./search-page.js";
import { planServerPages, type ServerPage } from "./server-page.js";
import { userMonthPage, type UserMonthPage } from "./user-month-page.js";
import { userPage, type UserPage } from "./user-page.js";
import { usersPage, type UsersPage } from "./users-page.js";

/** What one page shows. The template `PAGE.eta` writes it as HTML. */
export type PageModel =
  | OverviewPage
  | HistoryPage
  | MonthPage
  | DayPage
  | NoticesPage
  | UsersPage
  | UserPage
  | UserMonthPage
  | ServerPage
  | SearchPage;

export type PageName = PageModel["page"];

/** A page of the site. Its model is made when it is asked for, from the figures of its charts. */
export interface SitePage {
  readonly path: string;
  readonly stage: Stage;
  readonly charts: readonly SiteChart[];
  readonly makeModel: (figures: readonly ChartFigure[]) => PageModel;
}

/** The pages of a month and its days. */
export function monthPages(
  input: SiteInput,
  index: HistoryIndex,
  entry: MonthEntry,
  charts: HistoryCharts,
  findNotices: () => readonly Notice[],
): readonly SitePage[] {
  const { month } = entry;
  return [
    ...entry.days.map((day) =>
      page(dayPath(day.day), "leaf", charts.ofDay(day), (drawn) => dayPage(index, day, drawn)),
    ),
    page(noticesPath(month), "leaf", [], () => noticesPage(input, index, month, findNotices())),
    page(monthPath(month), "index", charts.ofMonth(entry), (drawn) => monthPage(index, entry, drawn)),
  ];
}

/** The pages of a user and the user's months. */
export function userPages(index: HistoryIndex, user: UserEntry, charts: HistoryCharts): readonly SitePage[] {
  return [
    ...user.months.map((ofMonth) =>
      page(userMonthPath(user.slug, ofMonth.month), "leaf", [], () => userMonthPage(index, user, ofMonth)),
    ),
    page(userPath(user.slug), "index", charts.ofUser(user), (drawn) => userPage(index, user, drawn)),
  ];
}

/** The pages that show something of every session. */
export function summaryPages(input: SiteInput, index: HistoryIndex, charts: HistoryCharts): readonly SitePage[] {
  return [
    page(HISTORY_PATH, "index", charts.ofHistory, (drawn) => historyPage(index, drawn)),
    page(USERS_PATH, "index", [], () => usersPage(input, index)),
    ...searchPages(index).map((model) => page(model.path, "index", [], () => model)),
  ];
}

/** The pages that show the present. */
export function livePages(input: SiteInput, index: LiveIndex, charts: LiveCharts): readonly SitePage[] {
  return [
    ...planServerPages(input, index).map((server) =>
      page(server.path, "server", charts.ofServer(server.name, server.input), server.toPage),
    ),
    page(OVERVIEW_PATH, "overview", charts.ofOverview, (drawn) => overviewPage(input, index, drawn)),
  ];
}

function page(path: string, stage: Stage, charts: readonly SiteChart[], makeModel: SitePage["makeModel"]): SitePage {
  return { path, stage, charts, makeModel };
}
