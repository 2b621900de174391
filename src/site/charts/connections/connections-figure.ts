import type { Zone } from "../../../status/zone.js";
import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Wording } from "../../../text/format/date-format.js";
import { formatDateTime, formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure, LegendEntry, ReadOutStep } from "../figure.js";
import type { ConnectionsChart, ConnectionsSpan, RecordedSpan } from "./connections-chart.js";
import { clockChanges, type CountTick, countTicks, type HourTick, hourTicks } from "../axis-ticks.js";
import { emptySummary, gapLegend, gapSummary, joinParts } from "../gap-words.js";
import { DAY_SECONDS } from "../../../text/time-units.js";

/** What the picture of the 24-hour connections chart shows. Times are epoch seconds. */
export interface ConnectionsDrawing {
  readonly kind: "connections";
  readonly fromSeconds: number;
  readonly spans: readonly ConnectionsSpan[];
  readonly hourTicks: readonly HourTick[];
  readonly countTicks: readonly CountTick[];
  /** The sessions on record, within gaps. */
  readonly recorded: readonly RecordedSpan[];
  /** The tooltip of each gap, in order. */
  readonly gapTitles: readonly string[];
  /** Shown instead of a curve where nothing was monitored; else empty. */
  readonly note: string;
}

/**
 * The 24-hour connections chart in one language and zone: the picture, the texts and the table agree.
 *
 * @param recordingSince when the first of all checks was, if that was in these 24 hours
 */
export function toConnectionsFigure(
  chart: ConnectionsChart,
  { language, dateFormat }: Wording,
  zone: Zone,
  path: string,
  recordingSince: number | null,
): Figure<ConnectionsDrawing> {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(dateFormat, zone, epochSeconds);
  const gaps = chart.spans.filter(({ clients }) => clients === null);
  const recordedMost = findMost(chart.recorded);
  const isEmpty = chart.peak === null && recordedMost === null;
  const figures = summarize(chart, gaps, language, zone, recordingSince);
  return {
    path,
    title: t.chart.connectionsHeading,
    description: `${t.chart.connectionsSpan(time(chart.fromSeconds), time(chart.toSeconds))} ${figures}`,
    context: `${time(chart.fromSeconds)} – ${time(chart.toSeconds)}`,
    summary: figures,
    legend: [
      ...toGapLegend(chart, gaps, language, zone),
      ...(recordedMost === null ? [] : [{ sign: "record", label: t.chart.fromRecord } as const]),
    ],
    readOut: {
      kind: "steps",
      axis: "24h",
      clock: clockChanges(chart.fromSeconds, chart.toSeconds, zone),
      steps: toReadOutSteps(chart, language),
    },
    table: connectionsTable(chart, language, time),
    drawing: {
      kind: "connections",
      fromSeconds: chart.fromSeconds,
      spans: chart.spans,
      hourTicks: hourTicks(chart.fromSeconds, chart.toSeconds, zone),
      recorded: chart.recorded,
      countTicks: countTicks(Math.max(chart.peak?.clients ?? 0, recordedMost?.clients ?? 0), 5),
      gapTitles: gaps.map(({ startSeconds, endSeconds }) => t.chart.gap(time(startSeconds), time(endSeconds))),
      note: isEmpty ? t.chart.noData : "",
    },
  };
}

/** Where nothing was monitored, the gap is as long as the chart. */
function toGapLegend(
  { peak, recorded }: ConnectionsChart,
  gaps: readonly ConnectionsSpan[],
  language: Language,
  zone: Zone,
): readonly LegendEntry[] {
  if (peak !== null) return gapLegend(gaps, language, zone);
  return recorded.length === 0 ? [] : [{ sign: "gap", label: messagesIn(language).chart.noDataShort }];
}

/** The first of those with the most clients. */
function findMost(recorded: readonly RecordedSpan[]): RecordedSpan | null {
  return recorded.reduce<RecordedSpan | null>(
    (most, span) => (most === null || span.clients > most.clients ? span : most),
    null,
  );
}

/** A gap without known sessions is called a gap. */
function toReadOutSteps(
  { spans, recorded, fromSeconds }: ConnectionsChart,
  language: Language,
): readonly ReadOutStep[] {
  const t = messagesIn(language);
  const step = (seconds: number, text: string): ReadOutStep => ({ share: (seconds - fromSeconds) / DAY_SECONDS, text });
  const connected = (clients: number): string => t.chart.connectedCount(formatInteger(language, clients));
  return spans.flatMap(({ startSeconds, endSeconds, clients }) => {
    if (clients !== null) return [step(startSeconds, connected(clients))];
    const steps: ReadOutStep[] = [];
    let toldUntil = startSeconds;
    for (const span of recorded.filter((one) => one.startSeconds >= startSeconds && one.endSeconds <= endSeconds)) {
      if (span.startSeconds > toldUntil) steps.push(step(toldUntil, t.chart.noDataShort));
      steps.push(step(span.startSeconds, t.chart.recorded(connected(span.clients))));
      toldUntil = span.endSeconds;
    }
    return toldUntil < endSeconds ? [...steps, step(toldUntil, t.chart.noDataShort)] : steps;
  });
}

function summarize(
  { peak, meanClients, recorded }: ConnectionsChart,
  gaps: readonly ConnectionsSpan[],
  language: Language,
  zone: Zone,
  recordingSince: number | null,
): string {
  const t = messagesIn(language);
  const most = findMost(recorded);
  if (peak === null && most === null) return emptySummary(recordingSince, language, zone);
  return joinParts([
    ...(peak === null
      ? []
      : peak.clients === 0
        ? [t.chart.nobody]
        : [
            t.chart.connectionsMost(formatInteger(language, peak.clients), formatTime(zone, peak.atSeconds)),
            ...(meanClients === null ? [] : [t.chart.connectionsMean(formatOneDecimal(language, meanClients))]),
          ]),
    ...(peak === null && recordingSince === null ? [t.chart.noData] : gapSummary(gaps, recordingSince, language, zone)),
    // In an ordinary gap, the record has no more sessions than the samples around it.
    ...(most === null || most.clients <= (peak?.clients ?? 0)
      ? []
      : [
          t.chart.recorded(
            t.chart.connectionsMost(formatInteger(language, most.clients), formatTime(zone, most.startSeconds)),
          ),
        ]),
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
      .map(({ startSeconds, maxClients, recordedClients }) => [
        time(startSeconds),
        maxClients !== null
          ? formatInteger(language, maxClients)
          : recordedClients === 0
            ? t.chart.noDataShort
            : t.chart.recorded(formatInteger(language, recordedClients)),
      ]),
  };
}
