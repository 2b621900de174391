import type { MonthEntry } from "../../rollup/month-entry.js";
import type { HistoryCharts } from "../charts/site-charts.js";
import type { Notice } from "../notices/notice.js";
import type { UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { dayPath, HISTORY_PATH, monthPath, reportPath, userMonthPath, USERS_PATH, userPath } from "../site-paths.js";
import { listOlderParts } from "./list-parts.js";
import { toDayPage } from "./day-page.js";
import { toHistoryPage } from "./history-page.js";
import { listBegun, toMonthPage } from "./month-page.js";
import { toMonthReportPage } from "./month-report-page.js";
import { planNoticesPages } from "./notices-page.js";
import { searchPages } from "./search-page.js";
import { toUserMonthPage, toUserMonthPartPage } from "./user-month-page.js";
import { toUserPage } from "./user-page.js";
import { planUsersPages } from "./users-page.js";
import { listYears } from "./years.js";
import { toYearReportPage } from "./year-report-page.js";
import { sitePage, type SitePage } from "./page-model.js";
import { listDayParts, listSessionParts } from "./session-part-pages.js";

/** The pages of a month and its days, except today's. */
export function monthPages(
  input: SiteInput,
  index: HistoryIndex,
  entry: MonthEntry,
  charts: HistoryCharts,
  findNotices: () => readonly Notice[],
): readonly SitePage[] {
  const { month } = entry;
  return [
    ...entry.days
      .filter(({ day }) => day !== index.today)
      .flatMap((day) => [
        sitePage(dayPath(day.day), "leaf", charts.day(day), (drawn) => toDayPage(index, day, drawn)),
        ...listDayParts(index, day),
      ]),
    ...listSessionParts(index, listBegun(entry), monthPath(month), { kind: "month", month }),
    ...planNoticesPages(input, index, month, findNotices()).map(({ path, make }) => sitePage(path, "leaf", [], make)),
    sitePage(reportPath(month), "index", charts.month(entry), (drawn) =>
      toMonthReportPage(input, index, entry, drawn, findNotices()),
    ),
    sitePage(monthPath(month), "index", charts.month(entry), (drawn) => toMonthPage(index, entry, drawn)),
  ];
}

/** The pages of a user and the user's months. */
export function userPages(
  input: Pick<SiteInput, "countries" | "certificates">,
  index: HistoryIndex,
  user: UserEntry,
  charts: HistoryCharts,
): readonly SitePage[] {
  return [
    ...user.months.flatMap((userMonth) => {
      const path = userMonthPath(user.slug, userMonth.month);
      return [
        sitePage(path, "leaf", [], () => toUserMonthPage(index, user, userMonth)),
        ...listOlderParts(userMonth.totals.sessionCount, path).map((part) =>
          sitePage(part.path, "leaf", [], () => toUserMonthPartPage(index, user, userMonth, part.path)),
        ),
      ];
    }),
    sitePage(userPath(user.slug), "index", charts.user(user), (drawn) => toUserPage(input, index, user, drawn)),
  ];
}

/** The pages that show something of every session. */
export function summaryPages(input: SiteInput, index: HistoryIndex, charts: HistoryCharts): readonly SitePage[] {
  return [
    sitePage(HISTORY_PATH, "index", charts.history, (drawn) => toHistoryPage(index, drawn)),
    ...planUsersPages(input, index).map(({ path, make }) =>
      sitePage(path, "index", path === USERS_PATH ? charts.users() : [], make),
    ),
    ...listYears(index).map((year) =>
      sitePage(reportPath(year), "index", charts.year(year), (drawn) => toYearReportPage(index, year, drawn)),
    ),
    ...searchPages(index).map((model) => sitePage(model.path, "index", [], () => model)),
  ];
}
