import type { DayPage } from "./day-page.js";
import type { HistoryPage } from "./history-page.js";
import type { MonthPage } from "./month-page.js";
import type { OverviewPage } from "./overview-page.js";
import type { ServerPage } from "./server-page.js";
import type { UserMonthPage } from "./user-month-page.js";
import type { UserPage } from "./user-page.js";
import type { UsersPage } from "./users-page.js";

/** What one page shows, before it is written as HTML. */
export type PageModel =
  OverviewPage | HistoryPage | MonthPage | DayPage | UsersPage | UserPage | UserMonthPage | ServerPage;

export type PageName = PageModel["page"];
