import { groupBy } from "../../history/group-by.js";
import type { Session } from "../../history/session.js";
import { emptyDay, type DayEntry } from "../../rollup/days.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { LiveIndex, SiteIndex, UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { chartPath } from "../site-paths.js";
import { toDaysChart, toMonthsChart, toYearChart } from "./period-counts/period-counts-chart.js";
import { toDaysFigure, toMonthsFigure, toYearFigure } from "./period-counts/period-counts-figure.js";
import { monitoringGaps, type MonitoringGaps } from "./monitoring-gaps.js";
import { recordedDays } from "./recorded-days.js";
import { makeLastDayCharts, makeHoursChart } from "./server-charts.js";
import { inSite, makeKeptChart, type SiteChart } from "./site-chart.js";
import { toTimelineChart, type TimelineOptions } from "./timeline/timeline-chart.js";
import { toTimelineFigure } from "./timeline/timeline-figure.js";
import { makeUsageCharts } from "./usage/usage-charts.js";
import { lastFinalDay, toUserDaysChart } from "./user-days/user-days-chart.js";
import { toUserDaysFigure } from "./user-days/user-days-figure.js";
import { toWorldChart } from "./world/world-chart.js";
import { toWorldFigure } from "./world/world-figure.js";

/** The charts of the pages that every run builds, in order. Figures are computed on use. */
export interface LiveCharts {
  /** Today, then the last 24 hours. */
  readonly overview: readonly SiteChart[];
  /** @param input the server's part of the input */
  readonly server: (server: string, input: SiteInput) => readonly SiteChart[];
  readonly today: (entry: DayEntry) => readonly SiteChart[];
  /** The last 24 hours, then the longer periods. */
  readonly usage: readonly SiteChart[];
}

/** The charts of all other pages, in order; none where there is nothing to draw. Figures are computed on use. */
export interface HistoryCharts {
  readonly history: readonly SiteChart[];
  readonly year: (year: string) => readonly SiteChart[];
  readonly month: (entry: MonthEntry) => readonly SiteChart[];
  readonly day: (entry: DayEntry) => readonly SiteChart[];
  readonly user: (entry: UserEntry) => readonly SiteChart[];
  readonly users: () => readonly SiteChart[];
}

/** The others share one lane. The overview shows those who are connected first. */
const MAX_LANES = 40;
const TODAY_LANES = {
  overview: { name: "today", mostLanes: 14, runningFirst: true },
  day: { name: null, mostLanes: MAX_LANES, runningFirst: false },
} as const;
type TodayChart = keyof typeof TODAY_LANES;

/** Defines the charts of the live pages. */
export function makeLiveCharts(input: SiteInput, index: LiveIndex): LiveCharts {
  const monitored = new Set([...input.sources, ...input.samples].map(({ server }) => server));
  const named = ({ makeFigure, ...chart }: SiteChart): SiteChart => {
    return { ...chart, makeFigure: () => inSite(input, null, makeFigure()) };
  };
  const [lastDay, hours] = [makeLastDayCharts(input, index, index.sessions, null), makeHoursChart(input, index, null)];
  let sessionsByServer: ReadonlyMap<string, readonly Session[]> | undefined;
  const byServer = () => (sessionsByServer ??= groupBy(index.sessions, ({ server }) => server));
  // Drawn as often as the charts of the last day.
  const asOfSeconds = Math.floor(input.nowSeconds / DRAWN_EACH_SECONDS) * DRAWN_EACH_SECONDS;
  const toToday = (name: TodayChart, entry: DayEntry): SiteChart => {
    const options = { ...TODAY_LANES[name], gaps: toGaps(input), asOfSeconds };
    const { path, makeFigure } = makeTimelineChart(input, index, entry, options);
    return makeKeptChart(path, makeFigure);
  };
  return {
    overview: [toToday("overview", index.todayEntry ?? emptyDay(index.today)), ...lastDay],
    server: (server, own) => {
      if (!monitored.has(server)) return [];
      // The only server's charts are those of the whole site.
      if (monitored.size === 1) return [...lastDay, hours];
      const sessions = byServer().get(server) ?? [];
      return [...makeLastDayCharts(own, index, sessions, server), makeHoursChart(own, index, server)];
    },
    today: (entry) => [toToday("day", entry)],
    usage: [...lastDay, ...makeUsageCharts(input, index.facts, toGaps(input)).map(named)],
  };
}

const DRAWN_EACH_SECONDS = 300;

/** Defines the charts of all other pages. */
export function makeHistoryCharts(input: SiteInput, index: HistoryIndex): HistoryCharts {
  const { language, zone } = input;
  const recorded = recordedDays(input.monitored, zone, index);
  const gaps = toGaps(input);
  const months = toMonthsChart(index, recorded);
  let uses: ReturnType<typeof toWorldChart> | undefined;
  return {
    history: [
      ...(months.months.length === 0
        ? []
        : [{ path: chartPath("months"), makeFigure: () => inSite(input, null, toMonthsFigure(language, months)) }]),
      makeHoursChart(input, index, null),
    ],
    year: (year) => [
      {
        path: chartPath("months", year),
        makeFigure: () => inSite(input, null, toYearFigure(language, year, toYearChart(index, year, recorded))),
      },
    ],
    month: (entry) => [
      {
        path: chartPath("days", entry.month),
        makeFigure: () => inSite(input, null, toDaysFigure(input, entry.month, toDaysChart(index, entry, recorded))),
      },
    ],
    day: (entry) => [makeTimelineChart(input, index, entry, { ...TODAY_LANES.day, gaps, asOfSeconds: 0 })],
    user: (entry) => {
      const lastDay = lastFinalDay(entry, entry.open, index.calendar);
      if (lastDay === null) return [];
      const makeFigure = () =>
        inSite(input, null, toUserDaysFigure(input, entry, toUserDaysChart(index, entry, lastDay, recorded)));
      return [{ path: chartPath("user", entry.slug), makeFigure }];
    },
    users: () => {
      if (uses === undefined) uses = toWorldChart(index.users.values(), input.countries);
      const shown = uses;
      if (shown === null) return [];
      return [{ path: chartPath("countries"), makeFigure: () => inSite(input, null, toWorldFigure(shown, language)) }];
    },
  };
}

function toGaps(input: SiteInput): MonitoringGaps {
  return monitoringGaps(input.monitored, outdatedAfterSeconds(input));
}

function makeTimelineChart(
  input: SiteInput,
  index: SiteIndex,
  entry: DayEntry,
  { gaps, name, ...options }: TimelineOptions & { readonly gaps: MonitoringGaps; readonly name: string | null },
): SiteChart {
  const path = name === null ? chartPath("timeline", entry.day) : chartPath(name);
  const makeFigure = () => {
    const chart = toTimelineChart(index, entry, gaps, options);
    const words = { peak: entry.peak, language: input.language, zone: input.zone };
    const figure = toTimelineFigure(chart, words, path);
    const title = name === null ? figure.title : messagesIn(input.language).timelineChart.today;
    return inSite(input, null, { ...figure, title });
  };
  return { path, makeFigure };
}
