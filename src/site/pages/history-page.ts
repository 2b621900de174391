import type { ChartFigure } from "../charts/site-chart.js";
import { siteDownloads, type DownloadLink } from "../downloads/download-link.js";
import type { MonthOutline } from "../../rollup/month-outline.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import type { HistoryIndex } from "../site-index.js";
import { HISTORY_PATH, monthPath, reportPath } from "../site-paths.js";
import { listYears } from "./years.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";
import { ALL_TIME, toSiteExactness, type Exactness } from "./exactness.js";

/** All months. */
export interface HistoryPage extends PageFrame {
  readonly page: "history";
  /** Newest first. */
  readonly months: readonly MonthRow[];
  /** The reports of years, newest first. */
  readonly reports: readonly PageLink[];
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly userCount: number;
  /** Whether any session is running. */
  readonly isRunning: boolean;
  readonly downloads: readonly DownloadLink[];
}

export interface MonthRow {
  readonly month: string;
  readonly path: string;
  readonly totals: Totals;
  readonly userCount: number;
  readonly peak: number;
}

export function toHistoryPage(index: HistoryIndex, charts: readonly ChartFigure[]): HistoryPage {
  const months = [...index.months.values()];
  const totals = sumTotals(months.map((outline) => outline.totals));
  return {
    page: "history",
    charts,
    path: HISTORY_PATH,
    months: months.map(toMonthRow),
    reports: listYears(index).map((year) => ({ name: year, path: reportPath(year) })),
    totals,
    exactness: toSiteExactness(index, totals, index.servers.keys(), ALL_TIME),
    userCount: index.users.size,
    isRunning: index.openCount > 0,
    downloads: siteDownloads(index),
  };
}

/** A month in the list of months, with the path of its page. */
export function toMonthRow({ month, totals, userCount, peak }: MonthOutline): MonthRow {
  return { month, path: monthPath(month), totals, userCount, peak };
}
