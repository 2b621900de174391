import type { ChartFigure } from "./chart-figure.js";
import { dayPage } from "./day-page.js";
import { historyPage } from "./history-page.js";
import { monthPage } from "./month-page.js";
import type { OutputStage } from "./output.js";
import { overviewPage } from "./overview-page.js";
import type { PageModel } from "./page-model.js";
import { serverLinks } from "./server-links.js";
import { serverPage } from "./server-page.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { dayPath, HISTORY_PATH, monthPath, OVERVIEW_PATH, userMonthPath, userPath, USERS_PATH } from "./site-paths.js";
import { userMonthPage } from "./user-month-page.js";
import { userPage } from "./user-page.js";
import { usersPage } from "./users-page.js";

/** A page that the site has; its model is made when it is asked for. */
export interface SitePage {
  readonly path: string;
  readonly stage: OutputStage;
  readonly makeModel: () => PageModel;
}

/**
 * All pages, in the order of publishing: those that link come after those that they link to (design, section 11).
 *
 * @param chart the overview's chart; null if there is none to show
 */
export function listPages(input: SiteInput, index: SiteIndex, chart: ChartFigure | null): readonly SitePage[] {
  const users = [...index.users.values()];
  const months = [...index.months.values()];
  const dayNames = [...index.days.keys()];
  return [
    ...[...index.days.values()].map((entry) => leaf(dayPath(entry.day), () => dayPage(index, entry, dayNames))),
    ...users.flatMap((user) =>
      [...user.months.values()].map((entry) =>
        leaf(userMonthPath(user.slug, entry.month), () => userMonthPage(index, user, entry)),
      ),
    ),
    ...months.map((entry) => indexPage(monthPath(entry.month), () => monthPage(index, entry))),
    ...users.map((user) => indexPage(userPath(user.slug), () => userPage(index, user))),
    indexPage(HISTORY_PATH, () => historyPage(index)),
    indexPage(USERS_PATH, () => usersPage(input, index)),
    ...serverLinks(input, index).map(({ name, path }): SitePage => {
      return { path, stage: "server", makeModel: () => serverPage(input, index, name) };
    }),
    { path: OVERVIEW_PATH, stage: "overview", makeModel: () => overviewPage(input, index, chart) },
  ];
}

function leaf(path: string, makeModel: () => PageModel): SitePage {
  return { path, stage: "leaf", makeModel };
}

function indexPage(path: string, makeModel: () => PageModel): SitePage {
  return { path, stage: "index", makeModel };
}
