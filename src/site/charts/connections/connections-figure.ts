import type { Zone } from "../../../status/zone.js";
import { formatMinutes } from "../../../text/format/format-duration.js";
import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import { formatDateTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure } from "../figure.js";
import type { ConnectionsChart, ConnectionsSpan } from "./connections-chart.js";
import { type CountTick, countTicks, type HourTick, hourTicks } from "../axis-ticks.js";

/** What the picture of the 24-hour connections chart shows. Times are epoch seconds. */
export interface ConnectionsDrawing {
  readonly kind: "connections";
  readonly fromSeconds: number;
  readonly spans: readonly ConnectionsSpan[];
  readonly hourTicks: readonly HourTick[];
  readonly countTicks: readonly CountTick[];
  /** The tooltip of each gap, in order. */
  readonly gapTitles: readonly string[];
  /** Shown instead of a curve where nothing was monitored; else empty. */
  readonly note: string;
}

/** The 24-hour connections chart in one language and zone: the picture, the words and the table say the same. */
export function connectionsFigure(
  chart: ConnectionsChart,
  language: Language,
  zone: Zone,
  path: string,
): Figure<ConnectionsDrawing> {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(language, zone, epochSeconds);
  const summary = connectionsSummary(chart, language, time);
  const gaps = chart.spans.filter(({ clients }) => clients === null);
  return {
    path,
    title: t.chart.connectionsHeading,
    description: `${t.chart.connectionsSpan(time(chart.fromSeconds), time(chart.toSeconds))} ${summary || t.chart.noData}`,
    summary,
    table: connectionsTable(chart, language, time),
    drawing: {
      kind: "connections",
      fromSeconds: chart.fromSeconds,
      spans: chart.spans,
      hourTicks: hourTicks(chart.fromSeconds, chart.toSeconds, zone),
      countTicks: countTicks(chart.peak?.clients ?? 0, 5),
      gapTitles: gaps.map(({ startSeconds, endSeconds }) => t.chart.gap(time(startSeconds), time(endSeconds))),
      note: chart.peak === null ? t.chart.noData : "",
    },
  };
}

/** Empty if nothing was monitored. */
function connectionsSummary(
  { peak, meanClients, unmonitoredSeconds }: ConnectionsChart,
  language: Language,
  time: (epochSeconds: number) => string,
): string {
  if (peak === null) return "";
  const t = messagesIn(language);
  return [
    ...(peak.clients === 0
      ? [t.chart.nobody]
      : [
          t.chart.connectionsMost(peak.clients, time(peak.atSeconds)),
          ...(meanClients === null ? [] : [t.chart.connectionsMean(formatOneDecimal(language, meanClients))]),
        ]),
    ...(unmonitoredSeconds === 0 ? [] : [t.chart.unmonitored(formatMinutes(language, unmonitoredSeconds))]),
  ].join(" ");
}

/** By the hour, newest first. */
function connectionsTable(
  { hours }: ConnectionsChart,
  language: Language,
  time: (epochSeconds: number) => string,
): ChartTable {
  const t = messagesIn(language);
  return {
    caption: t.chart.tableCaption,
    columns: [
      { title: t.chart.hour, isNumber: false },
      { title: t.chart.clients, isNumber: true },
    ],
    rows: [...hours]
      .reverse()
      .map(({ startSeconds, maxClients }) => [
        time(startSeconds),
        maxClients === null ? t.chart.notMonitored : formatInteger(language, maxClients),
      ]),
  };
}
