import type { ChartFigure, SiteChart } from "../charts/site-chart.js";
import type { Stage } from "../target.js";
import type { ConnectedPage } from "./connected-page.js";
import type { DayPage } from "./day-page.js";
import type { HistoryPage } from "./history-page.js";
import type { MonthPage } from "./month-page.js";
import type { MonthReportPage } from "./month-report-page.js";
import type { NoticesPage, NoticesPartPage } from "./notices-page.js";
import type { OverviewPage } from "./overview-page.js";
import type { RoutesPartPage } from "./routes-part-page.js";
import type { SessionPartPage } from "./session-part-page.js";
import type { SearchPage } from "./search-page.js";
import type { ServerPage } from "./server-page.js";
import type { ServersPage } from "./servers-page.js";
import type { UserMonthPage } from "./user-month-page.js";
import type { UserPage } from "./user-page.js";
import type { WallPage } from "./wall-page.js";
import type { UsagePage } from "./usage-page.js";
import type { NeverSeenPartPage } from "./never-seen-page.js";
import type { UsersPage, UsersPartPage } from "./users-page.js";
import type { YearReportPage } from "./year-report-page.js";

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

/** A page of the site. Its model is computed on use, from the figures of its charts. */
export interface SitePage {
  readonly path: string;
  readonly stage: Stage;
  readonly charts: readonly SiteChart[];
  readonly makeModel: (figures: readonly ChartFigure[]) => PageModel;
}

/** Defines a page whose model is computed on use. */
export function sitePage(
  path: string,
  stage: Stage,
  charts: readonly SiteChart[],
  makeModel: SitePage["makeModel"],
): SitePage {
  return { path, stage, charts, makeModel };
}
