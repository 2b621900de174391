import { groupBy } from "../../history/group-by.js";
import type { Session } from "../../history/session.js";
import { emptyDay, type DayEntry } from "../../rollup/days.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { outdatedAfterSeconds } from "../freshness.js";
import type { LiveIndex, SiteIndex, UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { chartPath } from "../site-paths.js";
import { daysChart, monthsChart, yearChart } from "./period-counts/period-counts-chart.js";
import { daysFigure, monthsFigure, yearFigure } from "./period-counts/period-counts-figure.js";
import { monitoringGaps, type MonitoringGaps } from "./monitoring-gaps.js";
import { recordedDays } from "./recorded-days.js";
import { lastDayCharts, toHoursChart } from "./server-charts.js";
import { inSite, keptChart, type SiteChart } from "./site-chart.js";
import { timelineChart, type TimelineOptions } from "./timeline/timeline-chart.js";
import { timelineFigure } from "./timeline/timeline-figure.js";
import { usageCharts } from "./usage/usage-charts.js";
import { lastFinalDay, userDaysChart } from "./user-days/user-days-chart.js";
import { userDaysFigure } from "./user-days/user-days-figure.js";
import { worldChart } from "./world/world-chart.js";
import { worldFigure } from "./world/world-figure.js";

/** The charts of the pages that are made in every run, in order. Figures are made when asked for. */
export interface LiveCharts {
  /** Today, then the last 24 hours. */
  readonly ofOverview: readonly SiteChart[];
  /** @param input only what is of the server */
  readonly ofServer: (server: string, input: SiteInput) => readonly SiteChart[];
  readonly ofToday: (entry: DayEntry) => readonly SiteChart[];
  /** The last 24 hours, then the longer periods. */
  readonly ofUsage: readonly SiteChart[];
}

/** The charts of all other pages, in order; none where there is nothing to draw. Figures are made when asked for. */
export interface HistoryCharts {
  readonly ofHistory: readonly SiteChart[];
  readonly ofYear: (year: string) => readonly SiteChart[];
  readonly ofMonth: (entry: MonthEntry) => readonly SiteChart[];
  readonly ofDay: (entry: DayEntry) => readonly SiteChart[];
  readonly ofUser: (entry: UserEntry) => readonly SiteChart[];
  readonly ofUsers: () => readonly SiteChart[];
}

/** The others share one lane. The overview shows those who are connected first. */
const MAX_LANES = 40;
const TODAY_LANES = {
  overview: { name: "today", mostLanes: 14, runningFirst: true },
  day: { name: null, mostLanes: MAX_LANES, runningFirst: false },
} as const;
type TodayChart = keyof typeof TODAY_LANES;

export function liveCharts(input: SiteInput, index: LiveIndex): LiveCharts {
  const monitored = new Set([...input.sources, ...input.samples].map(({ server }) => server));
  const named = ({ makeFigure, ...chart }: SiteChart): SiteChart => {
    return { ...chart, makeFigure: () => inSite(input, null, makeFigure()) };
  };
  const [lastDay, hours] = [lastDayCharts(input, index, index.sessions, null), toHoursChart(input, index, null)];
  let sessionsByServer: ReadonlyMap<string, readonly Session[]> | undefined;
  const byServer = () => (sessionsByServer ??= groupBy(index.sessions, ({ server }) => server));
  // Drawn as often as the charts of the last day.
  const asOfSeconds = Math.floor(input.nowSeconds / DRAWN_EACH_SECONDS) * DRAWN_EACH_SECONDS;
  const toToday = (name: TodayChart, entry: DayEntry): SiteChart => {
    const options = { ...TODAY_LANES[name], gaps: toGaps(input), asOfSeconds };
    const { path, makeFigure } = toTimelineChart(input, index, entry, options);
    return keptChart(path, makeFigure);
  };
  return {
    ofOverview: [toToday("overview", index.todayEntry ?? emptyDay(index.today)), ...lastDay],
    ofServer: (server, own) => {
      if (!monitored.has(server)) return [];
      // The only server's charts are those of the whole site.
      if (monitored.size === 1) return [...lastDay, hours];
      const sessions = byServer().get(server) ?? [];
      return [...lastDayCharts(own, index, sessions, server), toHoursChart(own, index, server)];
    },
    ofToday: (entry) => [toToday("day", entry)],
    ofUsage: [...lastDay, ...usageCharts(input, index.facts, toGaps(input)).map(named)],
  };
}

const DRAWN_EACH_SECONDS = 300;

export function historyCharts(input: SiteInput, index: HistoryIndex): HistoryCharts {
  const { language, zone } = input;
  const recorded = recordedDays(input.monitored, zone, index);
  const gaps = toGaps(input);
  const months = monthsChart(index, recorded);
  let uses: ReturnType<typeof worldChart> | undefined;
  return {
    ofHistory: [
      ...(months.months.length === 0
        ? []
        : [{ path: chartPath("months"), makeFigure: () => inSite(input, null, monthsFigure(language, months)) }]),
      toHoursChart(input, index, null),
    ],
    ofYear: (year) => [
      {
        path: chartPath("months", year),
        makeFigure: () => inSite(input, null, yearFigure(language, year, yearChart(index, year, recorded))),
      },
    ],
    ofMonth: (entry) => [
      {
        path: chartPath("days", entry.month),
        makeFigure: () => inSite(input, null, daysFigure(input, entry.month, daysChart(index, entry, recorded))),
      },
    ],
    ofDay: (entry) => [toTimelineChart(input, index, entry, { ...TODAY_LANES.day, gaps, asOfSeconds: 0 })],
    ofUser: (entry) => {
      const lastDay = lastFinalDay(entry, entry.open, index.calendar);
      if (lastDay === null) return [];
      const makeFigure = () =>
        inSite(input, null, userDaysFigure(input, entry, userDaysChart(index, entry, lastDay, recorded)));
      return [{ path: chartPath("user", entry.slug), makeFigure }];
    },
    ofUsers: () => {
      if (uses === undefined) uses = worldChart(index.users.values(), input.countries);
      const shown = uses;
      if (shown === null) return [];
      return [{ path: chartPath("countries"), makeFigure: () => inSite(input, null, worldFigure(shown, language)) }];
    },
  };
}

function toGaps(input: SiteInput): MonitoringGaps {
  return monitoringGaps(input.monitored, outdatedAfterSeconds(input));
}

function toTimelineChart(
  input: SiteInput,
  index: SiteIndex,
  entry: DayEntry,
  { gaps, name, ...options }: TimelineOptions & { readonly gaps: MonitoringGaps; readonly name: string | null },
): SiteChart {
  const path = name === null ? chartPath("timeline", entry.day) : chartPath(name);
  const makeFigure = () => {
    const chart = timelineChart(index, entry, gaps, options);
    const words = { peak: entry.peak, language: input.language, zone: input.zone };
    const figure = timelineFigure(chart, words, path);
    const title = name === null ? figure.title : messagesIn(input.language).timelineChart.today;
    return inSite(input, null, { ...figure, title });
  };
  return { path, makeFigure };
}
