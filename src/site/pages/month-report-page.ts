import { countedFrom, countedUntil } from "../../history/counted-from.js";
import { addDays, toMonth } from "../../history/local-day.js";
import { toMonthSpan } from "../../rollup/calendar.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import { countHours, findUsualHours, type StartHours, type UsualHours } from "../../rollup/start-hours.js";
import { monitoringGaps } from "../charts/monitoring-gaps.js";
import type { ChartFigure } from "../charts/site-chart.js";
import { outdatedAfterSeconds } from "../freshness.js";
import { viewNotices, type NoticeView } from "../notices/notice-view.js";
import type { Notice } from "../notices/notice.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { monthPath, noticesPath, reportPath } from "../site-paths.js";
import { toSiteExactness, type Exactness } from "./exactness.js";
import { listBegun, toDayRows, type DayRow } from "./month-page.js";
import { findNeighbours, type Neighbours, type PageFrame, type PageLink } from "./page-frame.js";
import {
  findTopUsers,
  toReportGaps,
  type ComparedFigures,
  type ReportGaps,
  type ReportState,
  type TopUsers,
} from "./report.js";
import { isAnyRunningIn } from "./user-month-page.js";

/** A month on two sheets of paper. */
export interface MonthReportPage extends PageFrame {
  readonly page: "month-report";
  readonly month: PageLink;
  readonly neighbours: Neighbours;
  readonly figures: ComparedFigures;
  readonly counted: ReportState;
  readonly exactness: Exactness;
  /** The first day with the most sessions at one time. */
  readonly peakDay: string | null;
  /** Oldest first. */
  readonly days: readonly DayRow[];
  readonly topUsers: TopUsers;
  readonly startHours: StartHours;
  readonly usualHours: UsualHours | null;
  readonly gaps: ReportGaps | null;
  /** Newest first. */
  readonly notices: readonly NoticeView[];
  readonly moreNotices: number;
  readonly noticesPath: string;
}

/** At most this many fit the second sheet. */
const MAX_NOTICES = 8;
const MAX_USERS = 10;

/** The report of a month, for two sheets of paper. */
export function toMonthReportPage(
  input: SiteInput,
  index: HistoryIndex,
  entry: MonthEntry,
  charts: readonly ChartFigure[],
  notices: readonly Notice[],
): MonthReportPage {
  const { month, totals, userCount, peak, servers, users } = entry;
  const { calendar } = index;
  const span = toMonthSpan(calendar, month);
  const isOver = toMonth(index.today) > month;
  const open = entry.sessions.filter(({ endSeconds }) => endSeconds === null);
  const ends = entry.sessions.filter(({ endSeconds }) => endSeconds !== null).map(countedUntil);
  const days = [...toDayRows(index, entry)].reverse();
  const startHours = countHours(listBegun(entry).map((session) => calendar.toHour(countedFrom(session))));
  const before = index.months.get(toMonth(addDays(`${month}-01`, -1)));
  return {
    page: "month-report",
    charts,
    path: reportPath(month),
    month: { name: month, path: monthPath(month) },
    neighbours: findNeighbours([...index.months.keys()], month, reportPath),
    figures: {
      ...{ totals, userCount, peak, isOver },
      before:
        before === undefined
          ? null
          : { name: before.month, totals: before.totals, userCount: before.userCount, peak: before.peak },
    },
    counted: {
      lastEndSeconds: ends.reduce<number | null>((last, end) => Math.max(last ?? end, end), null),
      isFinal: isOver && !isAnyRunningIn(open, month, calendar),
    },
    exactness: toSiteExactness(
      index,
      totals,
      servers.map(({ server }) => server),
      span,
    ),
    peakDay: days.find((day) => day.peak === peak)?.day ?? null,
    days,
    topUsers: findTopUsers(index, new Map([...users].map(([user, userMonth]) => [user, userMonth.totals])), MAX_USERS),
    startHours,
    usualHours: findUsualHours(startHours),
    gaps: toReportGaps(
      monitoringGaps(input.monitored, outdatedAfterSeconds(input)),
      input.exactlyMonitoredFrom,
      span,
      isOver,
    ),
    notices: viewNotices(notices.slice(0, MAX_NOTICES), index, (day) => index.dayOutlines.has(day), input),
    moreNotices: Math.max(0, notices.length - MAX_NOTICES),
    noticesPath: noticesPath(month),
  };
}
