import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure } from "../figure.js";
import { DAYS_A_WEEK, HOURS_A_DAY, type HoursCell, type HoursChart, type MonitoredCell } from "./hours-chart.js";

/** From this value on a cell has room for whole numbers only. */
const FIRST_WHOLE_NUMBER = 10;

/** What the picture of the heat map shows. */
export interface HoursDrawing {
  readonly kind: "hours";
  readonly cells: readonly HoursDrawingCell[];
  /** The labels of the rows, from Monday on. */
  readonly weekdays: readonly string[];
  /** At the ends of the scale. */
  readonly lowest: string;
  readonly highest: string;
  /** What a grey cell means; empty if there is none. */
  readonly gap: string;
  /** Shown over all cells where nothing was monitored; else empty. */
  readonly note: string;
}

export interface HoursDrawingCell {
  readonly weekday: number;
  readonly hour: number;
  /** The share of the highest mean; null where nothing was monitored. */
  readonly share: number | null;
  readonly label: string;
}

/** The heat map of the mean connected clients by weekday and hour, with its words and its table. */
export function hoursFigure(chart: HoursChart, language: Language, path: string): Figure<HoursDrawing> {
  const t = messagesIn(language);
  const summary = summarize(chart, language);
  return {
    path,
    title: t.hoursChart.heading,
    description: `${t.hoursChart.what} ${summary || t.chart.noData}`,
    summary,
    table: toTable(chart, language),
    drawing: toDrawing(chart, language),
  };
}

/** Empty if nothing was monitored. */
function summarize({ busiest, quietest, dayCount }: HoursChart, language: Language): string {
  const t = messagesIn(language);
  if (busiest === null || quietest === null) return "";
  const when = ({ weekday, hour }: MonitoredCell): string =>
    t.hoursChart.when(weekdayName(weekday, language), clockHour(hour));
  const mean = ({ meanClients }: MonitoredCell): string => formatOneDecimal(language, meanClients);
  return [
    ...(busiest.meanClients === 0
      ? [t.chart.nobody]
      : [t.hoursChart.busiest(when(busiest), mean(busiest)), t.hoursChart.quietest(when(quietest), mean(quietest))]),
    t.hoursChart.days(dayCount),
  ].join(" ");
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
      clockHour(hour),
      ...cells.filter((cell) => cell.hour === hour).map(mean),
    ]),
  };
}

function toDrawing({ cells, busiest }: HoursChart, language: Language): HoursDrawing {
  const t = messagesIn(language);
  const highest = busiest?.meanClients ?? 0;
  const label = (clients: number): string =>
    highest < FIRST_WHOLE_NUMBER ? formatOneDecimal(language, clients) : formatInteger(language, clients);
  return {
    kind: "hours",
    cells: cells.map(({ weekday, hour, meanClients }) => ({
      weekday,
      hour,
      share: meanClients === null || highest === 0 ? meanClients : Number((meanClients / highest).toFixed(2)),
      label: meanClients === null ? "" : meanClients === 0 ? "0" : label(meanClients),
    })),
    weekdays: shortWeekdays(language),
    lowest: "0",
    highest: highest === 0 ? "" : t.hoursChart.clients(label(highest)),
    gap: cells.some(({ meanClients }) => meanClients === null) ? t.chart.notMonitored : "",
    note: busiest === null ? t.chart.noData : "",
  };
}

function shortWeekdays(language: Language): readonly string[] {
  const { shortWeekdays: fromSunday } = messagesIn(language);
  return Array.from({ length: DAYS_A_WEEK }, (_, weekday) => fromSunday[(weekday + 1) % DAYS_A_WEEK] ?? "");
}

function weekdayName(weekday: number, language: Language): string {
  return messagesIn(language).weekdays[(weekday + 1) % DAYS_A_WEEK] ?? "";
}

function clockHour(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
