import type { MonthEntry } from "../../rollup/month-entry.js";
import type { HistoryCharts } from "../charts/site-charts.js";
import type { Notice } from "../notices/notice.js";
import type { UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { dayPath, HISTORY_PATH, monthPath, reportPath, userMonthPath, USERS_PATH, userPath } from "../site-paths.js";
import { listOlderParts } from "./list-parts.js";
import { dayPage } from "./day-page.js";
import { historyPage } from "./history-page.js";
import { listBegun, monthPage } from "./month-page.js";
import { monthReportPage } from "./month-report-page.js";
import { planNoticesPages } from "./notices-page.js";
import { searchPages } from "./search-page.js";
import { userMonthPage, userMonthPartPage } from "./user-month-page.js";
import { userPage } from "./user-page.js";
import { planUsersPages } from "./users-page.js";
import { listYears } from "./years.js";
import { yearReportPage } from "./year-report-page.js";
import { sitePage, type SitePage } from "./page-model.js";
import { listDayParts, listSessionParts } from "./session-part-pages.js";

/** The pages of a month and its days, but for today's. */
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
        sitePage(dayPath(day.day), "leaf", charts.ofDay(day), (drawn) => dayPage(index, day, drawn)),
        ...listDayParts(index, day),
      ]),
    ...listSessionParts(index, listBegun(entry), monthPath(month), { kind: "month", month }),
    ...planNoticesPages(input, index, month, findNotices()).map(({ path, make }) => sitePage(path, "leaf", [], make)),
    sitePage(reportPath(month), "index", charts.ofMonth(entry), (drawn) =>
      monthReportPage(input, index, entry, drawn, findNotices()),
    ),
    sitePage(monthPath(month), "index", charts.ofMonth(entry), (drawn) => monthPage(index, entry, drawn)),
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
    ...user.months.flatMap((ofMonth) => {
      const path = userMonthPath(user.slug, ofMonth.month);
      return [
        sitePage(path, "leaf", [], () => userMonthPage(index, user, ofMonth)),
        ...listOlderParts(ofMonth.totals.sessionCount, path).map((part) =>
          sitePage(part.path, "leaf", [], () => userMonthPartPage(index, user, ofMonth, part.path)),
        ),
      ];
    }),
    sitePage(userPath(user.slug), "index", charts.ofUser(user), (drawn) => userPage(input, index, user, drawn)),
  ];
}

/** The pages that show something of every session. */
export function summaryPages(input: SiteInput, index: HistoryIndex, charts: HistoryCharts): readonly SitePage[] {
  return [
    sitePage(HISTORY_PATH, "index", charts.ofHistory, (drawn) => historyPage(index, drawn)),
    ...planUsersPages(input, index).map(({ path, make }) =>
      sitePage(path, "index", path === USERS_PATH ? charts.ofUsers() : [], make),
    ),
    ...listYears(index).map((year) =>
      sitePage(reportPath(year), "index", charts.ofYear(year), (drawn) => yearReportPage(index, year, drawn)),
    ),
    ...searchPages(index).map((model) => sitePage(model.path, "index", [], () => model)),
  ];
}
