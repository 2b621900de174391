import type { Zone } from "../../../status/zone.js";
import { formatBytes } from "../../../text/format/format-bytes.js";
import type { Wording } from "../../../text/format/date-format.js";
import { formatDateTime, formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure, ReadOutStep } from "../figure.js";
import { clockChanges, hourTicks, type HourTick } from "../axis-ticks.js";
import { emptySummary, gapLegend, gapSummary, joinParts } from "../gap-words.js";
import { formatRate } from "../rate-axis.js";
import { toTrafficRow, type TrafficRow } from "./traffic-row.js";
import type { TrafficChart, TrafficSum } from "./traffic-chart.js";
import { DAY_SECONDS } from "../../../text/time-units.js";

export type { TrafficRow } from "./traffic-row.js";

/** The content of the picture of 24 hours of traffic. `x` is in seconds since its beginning. */
export interface TrafficDrawing {
  readonly kind: "traffic";
  /** The traffic from the server to the clients. */
  readonly download: TrafficRow;
  readonly upload: TrafficRow;
  readonly gaps: readonly { readonly x: number; readonly x2: number; readonly title: string }[];
  readonly hourTicks: readonly HourTick[];
  /** Shown in the middle where there is no traffic; else empty. */
  readonly note: string;
}

/**
 * The 24-hour traffic chart in one language and zone: the picture, the texts and the table agree.
 *
 * @param recordingSince when the first of all checks was, if that was in these 24 hours
 */
export function toTrafficFigure(
  chart: TrafficChart,
  wording: Wording,
  zone: Zone,
  path: string,
  recordingSince: number | null,
): Figure<TrafficDrawing> {
  const { language, dateFormat } = wording;
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(dateFormat, zone, epochSeconds);
  const summary = summarize(chart, language, zone, recordingSince);
  return {
    path,
    title: t.trafficChart.heading,
    description: `${t.trafficChart.span(time(chart.fromSeconds), time(chart.toSeconds))} ${summary}`,
    context: `${time(chart.fromSeconds)} – ${time(chart.toSeconds)}`,
    summary,
    legend: chart.received === null ? [] : gapLegend(chart.gaps, language, zone),
    readOut: {
      kind: "steps",
      axis: "24h",
      clock: clockChanges(chart.fromSeconds, chart.toSeconds, zone),
      steps: toSteps(chart, language),
    },
    table: toTable(chart, language, time),
    drawing: toDrawing(chart, wording, zone),
  };
}

function summarize(chart: TrafficChart, language: Language, zone: Zone, recordingSince: number | null): string {
  const t = messagesIn(language);
  if (chart.received === null || chart.sent === null) return emptySummary(recordingSince, language, zone);
  const direction = (arrow: string, { bytes, highestBitsPerSecond, highestAtSeconds }: TrafficSum): string => {
    const most =
      highestBitsPerSecond === 0
        ? ""
        : t.trafficChart.most(formatRate(language, highestBitsPerSecond), formatTime(zone, highestAtSeconds));
    return `${arrow} ${formatBytes(language, bytes)}${most}`;
  };
  return joinParts([
    direction("↓", chart.sent),
    direction("↑", chart.received),
    ...gapSummary(chart.gaps, recordingSince, language, zone),
  ]);
}

/** Steps with the same text as the one before are left out. */
function toSteps({ steps, fromSeconds }: TrafficChart, language: Language): readonly ReadOutStep[] {
  const t = messagesIn(language);
  const told: ReadOutStep[] = [];
  for (const { startSeconds, moved } of steps) {
    const text =
      moved === null
        ? t.chart.noDataShort
        : `↓ ${formatRate(language, moved.sentBitsPerSecond)} ↑ ${formatRate(language, moved.receivedBitsPerSecond)}`;
    if (told.at(-1)?.text !== text) told.push({ share: (startSeconds - fromSeconds) / DAY_SECONDS, text });
  }
  return told;
}

/** By clock hour, newest first. */
function toTable(chart: TrafficChart, language: Language, time: (epochSeconds: number) => string): ChartTable {
  const t = messagesIn(language);
  return {
    caption: t.trafficChart.tableCaption,
    columns: [
      { title: t.chart.hour, isNumber: false },
      { title: t.column.upload, isNumber: true },
      { title: t.column.download, isNumber: true },
    ],
    rows: [...chart.hours]
      .reverse()
      .map(({ startSeconds, bytes }) => [
        time(startSeconds),
        ...(bytes === null
          ? [t.chart.noDataShort, t.chart.noDataShort]
          : [formatBytes(language, bytes.received), formatBytes(language, bytes.sent)]),
      ]),
  };
}

function toDrawing(chart: TrafficChart, { language, dateFormat }: Wording, zone: Zone): TrafficDrawing {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(dateFormat, zone, epochSeconds);
  return {
    kind: "traffic",
    download: toTrafficRow(chart, "sent", `↓ ${t.column.download}`, language, zone),
    upload: toTrafficRow(chart, "received", `↑ ${t.column.upload}`, language, zone),
    gaps: chart.gaps.map(({ startSeconds, endSeconds }) => ({
      x: startSeconds - chart.fromSeconds,
      x2: endSeconds - chart.fromSeconds,
      title: t.chart.gap(time(startSeconds), time(endSeconds)),
    })),
    hourTicks: hourTicks(chart.fromSeconds, chart.toSeconds, zone),
    note: chart.received === null ? t.chart.noData : "",
  };
}
