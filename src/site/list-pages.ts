import type { ChartFigure } from "./chart-figure.js";
import { connectionsChart } from "./connections-chart.js";
import { connectionsFigure } from "./connections-figure.js";
import { dayPage } from "./day-page.js";
import { historyPage } from "./history-page.js";
import { hoursChart } from "./hours-chart.js";
import { hoursFigure } from "./hours-figure.js";
import { monitoringHoles, type MonitoringHoles } from "./monitoring-holes.js";
import { monthPage } from "./month-page.js";
import type { OutputStage } from "./output.js";
import { overviewPage } from "./overview-page.js";
import type { PageModel } from "./page-model.js";
import { serverLinks } from "./server-links.js";
import { serverPage } from "./server-page.js";
import type { DayEntry, SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import {
  CONNECTIONS_CHART_PATH,
  dayPath,
  HISTORY_PATH,
  HOURS_CHART_PATH,
  monthPath,
  OVERVIEW_PATH,
  timelineChartPath,
  TRAFFIC_CHART_PATH,
  userMonthPath,
  userPath,
  USERS_PATH,
} from "./site-paths.js";
import { timelineChart } from "./timeline-chart.js";
import { timelineFigure } from "./timeline-figure.js";
import { trafficChart } from "./traffic-chart.js";
import { trafficFigure } from "./traffic-figure.js";
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
  const holes = monitoringHoles(input.monitored);
  const dayNames = [...index.days.keys()];
  return [
    ...[...index.days.values()].map((entry) =>
      page(dayPath(entry.day), "leaf", [timeline(input, index, entry, holes)], (charts) =>
        dayPage(index, entry, dayNames, charts),
      ),
    ),
    ...users.flatMap((user) =>
      [...user.months.values()].map((entry) =>
        page(userMonthPath(user.slug, entry.month), "leaf", [], () => userMonthPage(index, user, entry)),
      ),
    ),
    ...months.map((entry) => page(monthPath(entry.month), "index", [], (charts) => monthPage(index, entry, charts))),
    ...users.map((user) => page(userPath(user.slug), "index", [], (charts) => userPage(index, user, charts))),
    page(HISTORY_PATH, "index", [hours(input)], (charts) => historyPage(index, charts)),
    page(USERS_PATH, "index", [], () => usersPage(input, index)),
    ...serverLinks(input, index).map(({ name, path }) =>
      page(path, "server", [], (charts) => serverPage(input, index, name, charts)),
    ),
    page(OVERVIEW_PATH, "overview", [connections(input), traffic(input)], (charts) =>
      overviewPage(input, index, charts),
    ),
  ];
}

function connections(input: SiteInput): SiteChart {
  const path = CONNECTIONS_CHART_PATH;
  return {
    path,
    makeFigure: () => connectionsFigure(connectionsChart(input), input.language, input.zone, path),
  };
}

function hours({ clientHours, zone, language }: SiteInput): SiteChart {
  const path = HOURS_CHART_PATH;
  return { path, makeFigure: () => hoursFigure(hoursChart(clientHours, zone), language, path) };
}

function timeline(input: SiteInput, index: SiteIndex, entry: DayEntry, holes: MonitoringHoles): SiteChart {
  const path = timelineChartPath(entry.day);
  return {
    path,
    makeFigure: () => timelineFigure(timelineChart(index, entry, holes), entry.peak, input.language, input.zone, path),
  };
}

function traffic(input: SiteInput): SiteChart {
  const path = TRAFFIC_CHART_PATH;
  return { path, makeFigure: () => trafficFigure(trafficChart(input), input.language, input.zone, path) };
}

function page(
  path: string,
  stage: OutputStage,
  charts: readonly SiteChart[],
  makeModel: (charts: readonly ChartFigure[]) => PageModel,
): SitePage {
  return { path, stage, charts, makeModel: () => makeModel(charts.map(({ makeFigure }) => makeFigure())) };
}
