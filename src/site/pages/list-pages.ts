import type { ChartFigure, SiteChart } from "../charts/chart-figure.js";
import { dayPage } from "./day-page.js";
import { historyPage } from "./history-page.js";
import { monthPage } from "./month-page.js";
import type { OutputStage } from "../output.js";
import { overviewPage } from "./overview-page.js";
import type { PageModel } from "./page-model.js";
import { serverLinks } from "./server-links.js";
import { serverPage } from "./server-page.js";
import { siteCharts, type SiteCharts } from "../charts/site-charts.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { dayPath, HISTORY_PATH, monthPath, OVERVIEW_PATH, userMonthPath, userPath, USERS_PATH } from "../site-paths.js";
import type { Touched } from "../touched.js";
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

export interface SitePages {
  /** Those of the days, months and users that the index has in full. */
  readonly ofPart: readonly SitePage[];
  /** Those that show something of every session, or of those that are live. */
  readonly ofSite: readonly SitePage[];
}

/**
 * The pages of a site, in the order of publishing: those that link come after those that they link to .
 *
 * @param touched only what shows something else than in the run before; absent: all. The index has that in full.
 */
export function listPages(input: SiteInput, index: SiteIndex, touched?: Touched): SitePages {
  const { days, months, users } = pagesInFull(index, touched);
  const charts = siteCharts(input, index);
  return {
    ofPart: [
      ...days.map((entry) =>
        page(dayPath(entry.day), "leaf", charts.ofDay(entry), (drawn) => dayPage(index, entry, drawn)),
      ),
      ...users.flatMap(({ user, months: ofUser }) =>
        ofUser.map((entry) =>
          page(userMonthPath(user.slug, entry.month), "leaf", [], () => userMonthPage(index, user, entry)),
        ),
      ),
      ...months.map((entry) =>
        page(monthPath(entry.month), "index", charts.ofMonth(entry), (drawn) => monthPage(index, entry, drawn)),
      ),
      ...users.map(({ user }) =>
        page(userPath(user.slug), "index", charts.ofUser(user), (drawn) => userPage(index, user, drawn)),
      ),
    ],
    ofSite: [
      ...((touched?.site ?? true) ? sitePages(input, index, charts) : []),
      ...serverLinks(input, index).map(({ name, path }) =>
        page(path, "server", charts.ofServer(name), (drawn) => serverPage(input, index, name, drawn)),
      ),
      page(OVERVIEW_PATH, "overview", charts.ofOverview, (drawn) => overviewPage(input, index, drawn)),
    ],
  };
}

/** Those that show something of every session. */
function sitePages(input: SiteInput, index: SiteIndex, charts: SiteCharts): readonly SitePage[] {
  return [
    page(HISTORY_PATH, "index", charts.ofHistory, (drawn) => historyPage(index, drawn)),
    page(USERS_PATH, "index", [], () => usersPage(input, index)),
  ];
}

function pagesInFull(index: SiteIndex, touched: Touched | undefined) {
  return {
    days: [...index.days.values()].filter(({ day }) => touched?.days.has(day) ?? true),
    months: [...index.months.values()].filter(({ month }) => touched?.months.has(month) ?? true),
    users: [...index.users.values()].flatMap((user) => {
      const touchedMonths = touched?.users.get(user.user);
      if (touched !== undefined && touchedMonths === undefined) return [];
      return [{ user, months: [...user.months.values()].filter(({ month }) => touchedMonths?.has(month) ?? true) }];
    }),
  };
}

function page(
  path: string,
  stage: OutputStage,
  charts: readonly SiteChart[],
  makeModel: SitePage["makeModel"],
): SitePage {
  return { path, stage, charts, makeModel };
}
