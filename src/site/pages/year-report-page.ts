import { sumTotals, type Totals } from "../../rollup/totals.js";
import type { ChartFigure } from "../charts/site-chart.js";
import type { HistoryIndex } from "../site-index.js";
import { reportPath } from "../site-paths.js";
import { toSiteExactness, type Exactness } from "./exactness.js";
import { toMonthRow, type MonthRow } from "./history-page.js";
import { findNeighbours, type Neighbours, type PageFrame } from "./page-frame.js";
import { listYears, toYear } from "./years.js";
import { findTopUsers, type ComparedFigures, type ReportFigures, type ReportState, type TopUsers } from "./report.js";

/** A year on paper. */
export interface YearReportPage extends PageFrame {
  readonly page: "year-report";
  readonly year: string;
  readonly neighbours: Neighbours;
  readonly figures: ComparedFigures;
  readonly counted: ReportState;
  readonly exactness: Exactness;
  /** Oldest first; a month links to its report. */
  readonly months: readonly MonthRow[];
  readonly topUsers: TopUsers;
}

const MAX_USERS = 20;

export function toYearReportPage(index: HistoryIndex, year: string, charts: readonly ChartFigure[]): YearReportPage {
  const months = [...index.months.values()].filter(({ month }) => toYear(month) === year).reverse();
  const totalsByUser = sumUsers(index, year);
  const figures = toFigures(index, year, totalsByUser.size);
  const before = String(Number(year) - 1);
  const isOver = toYear(index.today) > year;
  const servers = new Set(months.flatMap((month) => month.servers.map(({ server }) => server)));
  return {
    page: "year-report",
    charts,
    path: reportPath(year),
    year,
    neighbours: findNeighbours(listYears(index), year, reportPath),
    figures: {
      ...figures,
      isOver,
      before: listYears(index).includes(before)
        ? { name: before, ...toFigures(index, before, sumUsers(index, before).size) }
        : null,
    },
    counted: { lastEndSeconds: findLastEnd(index, year), isFinal: isOver && index.openCount === 0 },
    exactness: toSiteExactness(index, figures.totals, servers, {
      startSeconds: index.calendar.toDayStart(`${year}-01-01`),
      endSeconds: index.calendar.toDayStart(`${String(Number(year) + 1)}-01-01`),
    }),
    months: months.map((month) => ({ ...toMonthRow(month), path: reportPath(month.month) })),
    topUsers: findTopUsers(index, totalsByUser, MAX_USERS),
  };
}

function toFigures({ months }: HistoryIndex, year: string, userCount: number): ReportFigures {
  const own = [...months.values()].filter(({ month }) => toYear(month) === year);
  return {
    totals: sumTotals(own.map(({ totals }) => totals)),
    userCount,
    peak: own.reduce((most, { peak }) => Math.max(most, peak), 0),
  };
}

/** The users who were connected in a year, with their totals. */
function sumUsers({ users }: HistoryIndex, year: string): ReadonlyMap<string, Totals> {
  return new Map(
    [...users.values()].flatMap(({ user, months }) => {
      const own = months.filter(({ month }) => toYear(month) === year);
      return own.length === 0 ? [] : [[user, sumTotals(own.map(({ totals }) => totals))] as const];
    }),
  );
}

function findLastEnd({ users }: HistoryIndex, year: string): number | null {
  let last: number | null = null;
  for (const { months } of users.values()) {
    for (const { month, lastEndSeconds } of months) {
      if (toYear(month) === year && lastEndSeconds !== null) last = Math.max(last ?? lastEndSeconds, lastEndSeconds);
    }
  }
  return last;
}
