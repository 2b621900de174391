import type { Zone } from "../../../status/zone.js";
import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Wording } from "../../../text/format/date-format.js";
import { formatDateTime, formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure } from "../figure.js";
import type { ConnectionsChart, ConnectionsSpan } from "./connections-chart.js";
import { clockChanges, type CountTick, countTicks, type HourTick, hourTicks } from "../axis-ticks.js";
import { emptySummary, gapLegend, gapSummary, joinParts } from "../gap-words.js";
import { DAY_SECONDS } from "../last-day.js";

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

/**
 * The 24-hour connections chart in one language and zone: the picture, the words and the table say the same.
 *
 * @param recordingSince when the first of all checks was, if that was in these 24 hours
 */
export function connectionsFigure(
  chart: ConnectionsChart,
  { language, dateFormat }: Wording,
  zone: Zone,
  path: string,
  recordingSince: number | null,
): Figure<ConnectionsDrawing> {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(dateFormat, zone, epochSeconds);
  const gaps = chart.spans.filter(({ clients }) => clients === null);
  const figures = summarize(chart, gaps, language, zone, recordingSince);
  return {
    path,
    title: t.chart.connectionsHeading,
    description: `${t.chart.connectionsSpan(time(chart.fromSeconds), time(chart.toSeconds))} ${figures}`,
    context: `${time(chart.fromSeconds)} – ${time(chart.toSeconds)}`,
    summary: figures,
    legend: chart.peak === null ? [] : gapLegend(gaps, language, zone),
    readOut: {
      kind: "steps",
      axis: "24h",
      clock: clockChanges(chart.fromSeconds, chart.toSeconds, zone),
      steps: chart.spans.map(({ startSeconds, clients }) => ({
        share: (startSeconds - chart.fromSeconds) / DAY_SECONDS,
        text: clients === null ? t.chart.noDataShort : t.chart.connectedCount(formatInteger(language, clients)),
      })),
    },
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

function summarize(
  { peak, meanClients }: ConnectionsChart,
  gaps: readonly ConnectionsSpan[],
  language: Language,
  zone: Zone,
  recordingSince: number | null,
): string {
  const t = messagesIn(language);
  if (peak === null) return emptySummary(recordingSince, language, zone);
  return joinParts([
    ...(peak.clients === 0
      ? [t.chart.nobody]
      : [
          t.chart.connectionsMost(formatInteger(language, peak.clients), formatTime(zone, peak.atSeconds)),
          ...(meanClients === null ? [] : [t.chart.connectionsMean(formatOneDecimal(language, meanClients))]),
        ]),
    ...gapSummary(gaps, recordingSince, language, zone),
  ]);
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
        maxClients === null ? t.chart.noDataShort : formatInteger(language, maxClients),
      ]),
  };
}
