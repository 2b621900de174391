import type { MonthEntry } from "../../rollup/month-entry.js";
import type { ChartFigure, SiteChart } from "../charts/site-chart.js";
import type { HistoryCharts, LiveCharts } from "../charts/site-charts.js";
import type { Notice } from "../notices/notice.js";
import type { LiveIndex, UserEntry, HistoryIndex, SiteIndex } from "../site-index.js";
import type { DayEntry } from "../../rollup/days.js";
import { toMonth } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import type { SiteInput } from "../site-input.js";
import { siteState } from "../site-status.js";
import {
  dayPath,
  HISTORY_PATH,
  monthPath,
  OVERVIEW_PATH,
  reportPath,
  SERVERS_PATH,
  userMonthPath,
  USAGE_PATH,
  USERS_PATH,
  userPath,
  WALL_PATH,
} from "../site-paths.js";
import type { Stage } from "../target.js";
import { outdatedAfterSeconds } from "../freshness.js";
import { connectedPages, cutLive, type ConnectedPage } from "./connected-page.js";
import { listOlderParts } from "./list-parts.js";
import { liveSessions, type LiveSession } from "./live-session.js";
import { dayPage, todayPage, type DayPage } from "./day-page.js";
import { historyPage, type HistoryPage } from "./history-page.js";
import { listBegun, monthPage, type MonthPage } from "./month-page.js";
import { monthReportPage, type MonthReportPage } from "./month-report-page.js";
import { planNoticesPages, type NoticesPage, type NoticesPartPage } from "./notices-page.js";
import { overviewPage, type OverviewPage } from "./overview-page.js";
import type { RoutesPartPage } from "./routes-part-page.js";
import { planSessionParts, type SessionList, type SessionPartPage } from "./session-part-page.js";
import { searchPages, type SearchPage } from "./search-page.js";
import { planServerPages, type ServerPage } from "./server-page.js";
import { serversPage, type ServersPage } from "./servers-page.js";
import { userMonthPage, userMonthPartPage, type UserMonthPage } from "./user-month-page.js";
import { userPage, type UserPage } from "./user-page.js";
import { wallPage, type WallPage } from "./wall-page.js";
import { usagePage, type UsagePage } from "./usage-page.js";
import { planUsersPages, type NeverSeenPartPage, type UsersPage, type UsersPartPage } from "./users-page.js";
import { listYears } from "./years.js";
import { yearReportPage, type YearReportPage } from "./year-report-page.js";

/** What one page shows. The template `PAGE.eta` writes it as HTML. */
export type PageModel =
  | ConnectedPage
  | RoutesPartPage
  | OverviewPage
  | HistoryPage
  | MonthPage
  | DayPage
  | NoticesPage
  | NoticesPartPage
  | UsagePage
  | UsersPage
  | UsersPartPage
  | NeverSeenPartPage
  | UserPage
  | UserMonthPage
  | ServerPage
  | ServersPage
  | SearchPage
  | WallPage
  | SessionPartPage
  | MonthReportPage
  | YearReportPage;

export type PageName = PageModel["page"];

/** A page of the site. Its model is made when it is asked for, from the figures of its charts. */
export interface SitePage {
  readonly path: string;
  readonly stage: Stage;
  readonly charts: readonly SiteChart[];
  readonly makeModel: (figures: readonly ChartFigure[]) => PageModel;
}

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
        page(dayPath(day.day), "leaf", charts.ofDay(day), (drawn) => dayPage(index, day, drawn)),
        ...dayParts(index, day),
      ]),
    ...sessionParts(index, listBegun(entry), monthPath(month), { kind: "month", month }),
    ...planNoticesPages(input, index, month, findNotices()).map(({ path, make }) => page(path, "leaf", [], make)),
    page(reportPath(month), "index", charts.ofMonth(entry), (drawn) =>
      monthReportPage(input, index, entry, drawn, findNotices()),
    ),
    page(monthPath(month), "index", charts.ofMonth(entry), (drawn) => monthPage(index, entry, drawn)),
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
        page(path, "leaf", [], () => userMonthPage(index, user, ofMonth)),
        ...listOlderParts(ofMonth.totals.sessionCount, path).map((part) =>
          page(part.path, "leaf", [], () => userMonthPartPage(index, user, ofMonth, part.path)),
        ),
      ];
    }),
    page(userPath(user.slug), "index", charts.ofUser(user), (drawn) => userPage(input, index, user, drawn)),
  ];
}

/** The pages that show something of every session. */
export function summaryPages(input: SiteInput, index: HistoryIndex, charts: HistoryCharts): readonly SitePage[] {
  return [
    page(HISTORY_PATH, "index", charts.ofHistory, (drawn) => historyPage(index, drawn)),
    ...planUsersPages(input, index).map(({ path, make }) =>
      page(path, "index", path === USERS_PATH ? charts.ofUsers() : [], make),
    ),
    ...listYears(index).map((year) =>
      page(reportPath(year), "index", charts.ofYear(year), (drawn) => yearReportPage(index, year, drawn)),
    ),
    ...searchPages(index).map((model) => page(model.path, "index", [], () => model)),
  ];
}

/** The pages that show the present. */
export function livePages(
  input: SiteInput,
  index: LiveIndex,
  charts: LiveCharts,
  live: readonly LiveSession[] = liveSessions(input, index),
): readonly SitePage[] {
  const { todayEntry } = index;
  const toPart = (part: ConnectedPage | RoutesPartPage): SitePage => page(part.path, "live", [], () => part);
  const common = {
    asOfSeconds: input.nowSeconds,
    outdatedAfterSeconds: outdatedAfterSeconds(input),
    isServer: false,
    showServer: index.serverSlugs.size > 1,
  };
  const servers = planServerPages(input, index, live);
  return [
    ...(todayEntry === undefined
      ? []
      : [
          page(dayPath(todayEntry.day), "live", charts.ofToday(todayEntry), (drawn) =>
            todayPage(input, index, todayEntry, drawn),
          ),
          ...dayParts(index, todayEntry),
        ]),
    page(USAGE_PATH, "index", charts.ofUsage, (drawn) => usagePage(input, drawn)),
    ...servers.flatMap((server) => [
      ...server.parts.map(toPart),
      page(server.path, "live", charts.ofServer(server.name, server.input), server.toPage),
    ]),
    page(SERVERS_PATH, "live", [], () => {
      const rows = servers.map(({ toRow }) => toRow());
      return serversPage(rows, { ...common, state: siteState(input) });
    }),
    ...connectedPages(cutLive(live, null, index), { name: "", path: OVERVIEW_PATH }, common).map(toPart),
    ...(input.hasWall ? [page(WALL_PATH, "live", [], () => wallPage(input, live))] : []),
    page(OVERVIEW_PATH, "overview", charts.ofOverview, (drawn) => overviewPage(input, index, drawn, live)),
  ];
}

/** Further pages of a day keep their sessions, also while the day goes on. */
function dayParts(index: SiteIndex, { day, sessions, carried }: DayEntry): readonly SitePage[] {
  const name = toMonth(day);
  const ofDay = { day, month: { name, path: monthPath(name) } };
  return [
    ...sessionParts(index, sessions, dayPath(day), { kind: "day", ...ofDay }),
    ...sessionParts(index, carried, dayPath(day), { kind: "carried", ...ofDay }),
  ];
}

function sessionParts(
  index: SiteIndex,
  sessions: readonly Session[],
  first: string,
  list: SessionList,
): readonly SitePage[] {
  return planSessionParts(index, sessions, first, list).map(({ path, make }) => page(path, "leaf", [], make));
}

function page(path: string, stage: Stage, charts: readonly SiteChart[], makeModel: SitePage["makeModel"]): SitePage {
  return { path, stage, charts, makeModel };
}
