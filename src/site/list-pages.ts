import type { ChartFigure } from "./chart-figure.js";
import { connectionsChart } from "./connections-chart.js";
import { connectionsFigure } from "./connections-figure.js";
import { dayPage } from "./day-page.js";
import { daysChart } from "./days-chart.js";
import { historyPage } from "./history-page.js";
import { monthPage } from "./month-page.js";
import type { OutputStage } from "./output.js";
import { overviewPage } from "./overview-page.js";
import { monthsChart } from "./months-chart.js";
import type { PageModel } from "./page-model.js";
import { daysFigure, monthsFigure } from "./period-counts-figure.js";
import { recordedDays, type RecordedDays } from "./recorded-days.js";
import type { SiteIndex, UserEntry } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import {
  CONNECTIONS_CHART_PATH,
  dayPath,
  daysChartPath,
  HISTORY_PATH,
  MONTHS_CHART_PATH,
  monthPath,
  OVERVIEW_PATH,
  userChartPath,
  userMonthPath,
  userPath,
  USERS_PATH,
} from "./site-paths.js";
import { lastSettledDay, userDaysChart } from "./user-days-chart.js";
import { userDaysFigure } from "./user-days-figure.js";
import { userMonthPage } from "./user-month-page.js";
import { userPage } from "./user-page.js";
import { usersPage } from "./users-page.js";

/** A page that the site has; its model is made when it is asked for. */
export interface SitePage {
  readonly path: string;
  readonly stage: OutputStage;
  readonly charts: readonly SiteChart[];
  readonly makeModel: () => PageModel;
}

/** A chart that a page shows and that has a file of its own. */
export interface SiteChart {
  readonly path: string;
  readonly makeFigure: () => ChartFigure;
}

/** All pages, in the order of publishing: those that link come after those that they link to (design, section 11). */
export function listPages(input: SiteInput, index: SiteIndex): readonly SitePage[] {
  const users = [...index.users.values()];
  const months = [...index.months.values()];
  const recorded = recordedDays(input.monitored, input.zone, index);
  const dayNames = [...index.days.keys()];
  return [
    ...[...index.days.values()].map((entry) =>
      page(dayPath(entry.day), "leaf", [], (charts) => dayPage(index, entry, dayNames, charts)),
    ),
    ...users.flatMap((user) =>
      [...user.months.values()].map((entry) =>
        page(userMonthPath(user.slug, entry.month), "leaf", [], () => userMonthPage(index, user, entry)),
      ),
    ),
    ...months.map((entry) =>
      page(monthPath(entry.month), "index", [daysOf(input, index, entry.month, recorded)], (charts) =>
        monthPage(index, entry, charts),
      ),
    ),
    ...users.map((user) =>
      page(userPath(user.slug), "index", userDaysOf(input, index, user, recorded), (charts) =>
        userPage(index, user, charts),
      ),
    ),
    page(HISTORY_PATH, "index", allMonths(input, index, recorded), (charts) => historyPage(index, charts)),
    page(USERS_PATH, "index", [], () => usersPage(input, index)),
    page(OVERVIEW_PATH, "overview", [connections(input)], (charts) => overviewPage(input, index, charts)),
  ];
}

function connections(input: SiteInput): SiteChart {
  const path = CONNECTIONS_CHART_PATH;
  return {
    path,
    makeFigure: () => connectionsFigure(connectionsChart(input), input.language, input.zone, path),
  };
}

function daysOf({ language }: SiteInput, index: SiteIndex, month: string, recorded: RecordedDays): SiteChart {
  const path = daysChartPath(month);
  return { path, makeFigure: () => daysFigure(language, month, daysChart(index, month, recorded)) };
}

function allMonths({ language }: SiteInput, index: SiteIndex, recorded: RecordedDays): readonly SiteChart[] {
  const chart = monthsChart(index, recorded);
  if (chart.months.length === 0) return [];
  return [{ path: MONTHS_CHART_PATH, makeFigure: () => monthsFigure(language, chart) }];
}

function userDaysOf(
  { language }: SiteInput,
  index: SiteIndex,
  entry: UserEntry,
  recorded: RecordedDays,
): readonly SiteChart[] {
  const lastDay = lastSettledDay(entry, index.calendar);
  if (lastDay === null) return [];
  const path = userChartPath(entry.slug);
  return [{ path, makeFigure: () => userDaysFigure(language, entry, userDaysChart(index, entry, lastDay, recorded)) }];
}

function page(
  path: string,
  stage: OutputStage,
  charts: readonly SiteChart[],
  makeModel: (charts: readonly ChartFigure[]) => PageModel,
): SitePage {
  return { path, stage, charts, makeModel: () => makeModel(charts.map(({ makeFigure }) => makeFigure())) };
}
