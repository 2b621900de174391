import type { ChartFigure, SiteChart } from "./chart-figure.js";
import { dayPage } from "./day-page.js";
import { historyPage } from "./history-page.js";
import { monthPage } from "./month-page.js";
import type { OutputStage } from "./output.js";
import { overviewPage } from "./overview-page.js";
import type { PageModel } from "./page-model.js";
import { serverLinks } from "./server-links.js";
import { serverPage } from "./server-page.js";
import { siteCharts } from "./site-charts.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { dayPath, HISTORY_PATH, monthPath, OVERVIEW_PATH, userMonthPath, userPath, USERS_PATH } from "./site-paths.js";
import { userMonthPage } from "./user-month-page.js";
import { userPage } from "./user-page.js";
import { usersPage } from "./users-page.js";

/** A page that the site has; its model is made when it is asked for, of the figures of its charts. */
export interface SitePage {
  readonly path: string;
  readonly stage: OutputStage;
  readonly charts: readonly SiteChart[];
  readonly makeModel: (figures: readonly ChartFigure[]) => PageModel;
}

/** All pages, in the order of publishing: those that link come after those that they link to (design, section 11). */
export function listPages(input: SiteInput, index: SiteIndex): readonly SitePage[] {
  const users = [...index.users.values()];
  const months = [...index.months.values()];
  const charts = siteCharts(input, index);
  return [
    ...[...index.days.values()].map((entry) =>
      page(dayPath(entry.day), "leaf", charts.ofDay(entry), (drawn) => dayPage(index, entry, drawn)),
    ),
    ...users.flatMap((user) =>
      [...user.months.values()].map((entry) =>
        page(userMonthPath(user.slug, entry.month), "leaf", [], () => userMonthPage(index, user, entry)),
      ),
    ),
    ...months.map((entry) =>
      page(monthPath(entry.month), "index", charts.ofMonth(entry), (drawn) => monthPage(index, entry, drawn)),
    ),
    ...users.map((user) =>
      page(userPath(user.slug), "index", charts.ofUser(user), (drawn) => userPage(index, user, drawn)),
    ),
    page(HISTORY_PATH, "index", charts.ofHistory, (drawn) => historyPage(index, drawn)),
    page(USERS_PATH, "index", [], () => usersPage(input, index)),
    ...serverLinks(input, index).map(({ name, path }) =>
      page(path, "server", charts.ofServer(name), (drawn) => serverPage(input, index, name, drawn)),
    ),
    page(OVERVIEW_PATH, "overview", charts.ofOverview, (drawn) => overviewPage(input, index, drawn)),
  ];
}

function page(
  path: string,
  stage: OutputStage,
  charts: readonly SiteChart[],
  makeModel: SitePage["makeModel"],
): SitePage {
  return { path, stage, charts, makeModel };
}
