import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure, HeatStep, LegendEntry } from "../figure.js";
import { joinParts } from "../gap-words.js";
import { DAYS_A_WEEK, HOURS_A_DAY, type HoursCell, type HoursChart, type MonitoredCell } from "./hours-chart.js";
import { formatHour } from "../../../text/format/format-time.js";

const FIRST_WHOLE_NUMBER = 10;

/** The content of the heat map's picture. */
export interface HoursDrawing {
  readonly kind: "hours";
  readonly cells: readonly HoursDrawingCell[];
  /** The labels of the rows, from Monday on. */
  readonly weekdays: readonly string[];
  /** Shown over all cells where nothing was monitored; else empty. */
  readonly note: string;
}

interface HoursDrawingCell {
  readonly weekday: number;
  readonly hour: number;
  /** Null where nothing was monitored. */
  readonly step: HeatStep | null;
  readonly label: string;
}

/** The heat map of the mean connected clients by weekday and hour, with its words and its table. */
export function toHoursFigure(chart: HoursChart, language: Language, path: string): Figure<HoursDrawing> {
  const t = messagesIn(language);
  const summary = summarize(chart, language);
  return {
    path,
    title: t.hoursChart.heading,
    description: `${t.hoursChart.what} ${summary}`,
    context: "",
    summary,
    legend: toLegend(chart, language),
    readOut: { kind: "grid" },
    table: toTable(chart, language),
    drawing: toDrawing(chart, language),
  };
}

function summarize({ busiest, quietest, dayCount }: HoursChart, language: Language): string {
  const t = messagesIn(language);
  if (busiest === null || quietest === null) return t.chart.noData;
  const when = ({ weekday, hour }: MonitoredCell): string =>
    t.hoursChart.when(weekdayName(weekday, language), String(hour));
  const mean = ({ meanClients }: MonitoredCell): string => formatOneDecimal(language, meanClients);
  return joinParts([
    ...(busiest.meanClients === 0
      ? [t.chart.nobody]
      : [t.hoursChart.busiest(when(busiest), mean(busiest)), t.hoursChart.quietest(when(quietest), mean(quietest))]),
    t.hoursChart.days(dayCount),
  ]);
}

/** A row for each hour, a column for each weekday. */
function toTable({ cells }: HoursChart, language: Language): ChartTable {
  const t = messagesIn(language);
  const mean = ({ meanClients }: HoursCell): string =>
    meanClients === null ? t.unknown : formatOneDecimal(language, meanClients);
  return {
    caption: t.hoursChart.tableCaption,
    columns: [
      { title: t.chart.hour, isNumber: false },
      ...shortWeekdays(language).map((title) => ({ title, isNumber: true })),
    ],
    rows: Array.from({ length: HOURS_A_DAY }, (_, hour) => [
      formatHour(hour),
      ...cells.filter((cell) => cell.hour === hour).map(mean),
    ]),
  };
}

function toDrawing(chart: HoursChart, language: Language): HoursDrawing {
  const t = messagesIn(language);
  const label = cellLabel(chart, language);
  const toStep = toStepScale(chart);
  return {
    kind: "hours",
    cells: chart.cells.map(({ weekday, hour, meanClients }) => ({
      weekday,
      hour,
      step: meanClients === null ? null : toStep(meanClients),
      label: meanClients === null ? "" : meanClients === 0 ? "0" : label(meanClients),
    })),
    weekdays: shortWeekdays(language),
    note: chart.busiest === null ? t.chart.noData : "",
  };
}

const STEP_COUNT = 5;

/** The lowest mean of hours with clients, and how much further each step reaches. */
function stepSizes({ cells, busiest }: HoursChart): { readonly lowest: number; readonly size: number } {
  const means = cells.flatMap(({ meanClients }) => (meanClients === null || meanClients === 0 ? [] : [meanClients]));
  const lowest = means.length === 0 ? 0 : Math.min(...means);
  return { lowest, size: ((busiest?.meanClients ?? 0) - lowest) / STEP_COUNT };
}

/** Five equal steps from the lowest mean on, not from zero: otherwise most hours of a busy site would look the same. */
function toStepScale(chart: HoursChart): (meanClients: number) => HeatStep {
  const { lowest, size } = stepSizes(chart);
  return (meanClients) => {
    if (meanClients === 0) return 0;
    if (size === 0) return STEP_COUNT;
    return Math.min(STEP_COUNT, 1 + Math.floor((meanClients - lowest) / size + 1e-9)) as HeatStep;
  };
}

function toLegend(chart: HoursChart, language: Language): readonly LegendEntry[] {
  const t = messagesIn(language);
  if (chart.busiest === null) return [];
  const { lowest, size } = stepSizes(chart);
  const bound = (step: number): string => formatOneDecimal(language, lowest + step * size);
  const steps: readonly HeatStep[] = chart.busiest.meanClients === 0 ? [] : size === 0 ? [5] : [1, 2, 3, 4, 5];
  return [
    ...(chart.cells.some(({ meanClients }) => meanClients === 0)
      ? [{ sign: 0, label: t.hoursChart.nobody } as const]
      : []),
    ...steps.map((step): LegendEntry => {
      const range = size === 0 ? bound(0) : `${bound(step - 1)}–${bound(step)}`;
      return { sign: step, label: step === 5 ? t.hoursChart.clients(range) : range };
    }),
    ...(chart.cells.some(({ meanClients }) => meanClients === null)
      ? [{ sign: "gap", label: t.chart.noDataShort } as const]
      : []),
  ];
}

/** From {@link FIRST_WHOLE_NUMBER} on a cell has room for whole numbers only. */
function cellLabel({ busiest }: HoursChart, language: Language): (clients: number) => string {
  return (busiest?.meanClients ?? 0) < FIRST_WHOLE_NUMBER
    ? (clients) => formatOneDecimal(language, clients)
    : (clients) => formatInteger(language, clients);
}

function shortWeekdays(language: Language): readonly string[] {
  const { shortWeekdays: fromSunday } = messagesIn(language);
  return Array.from({ length: DAYS_A_WEEK }, (_, weekday) => fromSunday[(weekday + 1) % DAYS_A_WEEK] ?? "");
}

function weekdayName(weekday: number, language: Language): string {
  return messagesIn(language).hoursChart.weekdays[(weekday + 1) % DAYS_A_WEEK] ?? "";
}
