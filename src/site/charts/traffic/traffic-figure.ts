import type { Zone } from "../../../status/zone.js";
import { formatBytes } from "../../../text/format/format-bytes.js";
import { formatMinutes } from "../../../text/format/format-duration.js";
import { formatDateTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { ChartTable, Figure } from "../figure.js";
import { hourTicks, type HourTick } from "../axis-ticks.js";
import { DAY_SECONDS, outsideGaps, STEP_SECONDS } from "../last-day.js";
import { formatRate, rateAxis, type RateTick } from "../rate-axis.js";
import type { TrafficChart, TrafficSum } from "./traffic-chart.js";

/** What the picture of the traffic of 24 hours shows. `x` is in seconds since its beginning, `y` in bits a second. */
export interface TrafficDrawing {
  readonly kind: "traffic";
  /** Only steps that change something. Upload is positive, download negative; null in a gap in monitoring. */
  readonly steps: readonly { readonly x: number; readonly upload: number | null; readonly download: number | null }[];
  readonly gaps: readonly { readonly x: number; readonly x2: number; readonly title: string }[];
  readonly hourTicks: readonly HourTick[];
  readonly rateTicks: readonly RateTick[];
  readonly unit: string;
  readonly upload: string;
  readonly download: string;
  /** Shown in the middle where there is no traffic; else empty. */
  readonly note: string;
}

/** The 24-hour traffic chart in one language and zone: the picture, the words and the table say the same. */
export function trafficFigure(
  chart: TrafficChart,
  language: Language,
  zone: Zone,
  path: string,
): Figure<TrafficDrawing> {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(language, zone, epochSeconds);
  const summary = summarize(chart, language, time);
  return {
    path,
    title: t.trafficChart.heading,
    description: `${t.trafficChart.span(time(chart.fromSeconds), time(chart.toSeconds))} ${summary || t.chart.noData}`,
    summary,
    table: toTable(chart, language, time),
    drawing: toDrawing(chart, language, zone),
  };
}

/** Empty if nothing was monitored. */
function summarize(chart: TrafficChart, language: Language, time: (epochSeconds: number) => string): string {
  const t = messagesIn(language);
  if (chart.received === null || chart.sent === null) return "";
  const most = ({ highestBitsPerSecond, highestAtSeconds }: TrafficSum): string =>
    highestBitsPerSecond === 0
      ? ""
      : t.trafficChart.most(formatRate(language, highestBitsPerSecond), time(highestAtSeconds));
  const sentences = [
    `↑ ${formatBytes(language, chart.received.bytes)}${most(chart.received)}.`,
    `↓ ${formatBytes(language, chart.sent.bytes)}${most(chart.sent)}.`,
  ];
  if (chart.unmonitoredSeconds > 0) {
    sentences.push(t.chart.unmonitored(formatMinutes(language, chart.unmonitoredSeconds)));
  }
  return sentences.join(" ");
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
          ? [t.chart.notMonitored, t.chart.notMonitored]
          : [formatBytes(language, bytes.received), formatBytes(language, bytes.sent)]),
      ]),
  };
}

function toDrawing(chart: TrafficChart, language: Language, zone: Zone): TrafficDrawing {
  const t = messagesIn(language);
  const axis = rateAxis(language, chart.received?.highestBitsPerSecond ?? 0, chart.sent?.highestBitsPerSecond ?? 0);
  const time = (epochSeconds: number): string => formatDateTime(language, zone, epochSeconds);
  return {
    kind: "traffic",
    steps: toChanges(chart),
    gaps: chart.gaps.map(({ startSeconds, endSeconds }) => ({
      x: startSeconds - chart.fromSeconds,
      x2: endSeconds - chart.fromSeconds,
      title: t.chart.gap(time(startSeconds), time(endSeconds)),
    })),
    hourTicks: hourTicks(chart.fromSeconds, chart.toSeconds, zone),
    rateTicks: axis.ticks,
    unit: axis.unit,
    upload: `↑ ${t.column.upload}`,
    download: `↓ ${t.column.download}`,
    note: chart.received === null ? t.chart.noData : "",
  };
}

/**
 * Steps that differ from the one before, cut where a gap begins or ends, with the end of the step before a gap and at
 * the end.
 */
function toChanges({ steps, gaps, fromSeconds }: TrafficChart): TrafficDrawing["steps"] {
  const points: { x: number; upload: number | null; download: number | null }[] = [];
  let knownUntil = 0;
  const breakOff = (x: number): void => {
    const last = points.at(-1);
    if (last?.upload === null || x <= knownUntil) return;
    if (last !== undefined) points.push({ ...last, x: knownUntil });
    points.push({ x: knownUntil, upload: null, download: null });
  };
  for (const { startSeconds, moved } of steps) {
    if (moved === null) continue;
    const upload = Math.round(moved.receivedBitsPerSecond);
    const download = 0 - Math.round(moved.sentBitsPerSecond);
    for (const part of outsideGaps({ startSeconds, endSeconds: startSeconds + STEP_SECONDS }, gaps)) {
      const x = part.startSeconds - fromSeconds;
      breakOff(x);
      const last = points.at(-1);
      if (last?.upload !== upload || last.download !== download) points.push({ x, upload, download });
      knownUntil = part.endSeconds - fromSeconds;
    }
  }
  breakOff(DAY_SECONDS);
  const last = points.at(-1);
  if (last === undefined) return [{ x: 0, upload: null, download: null }];
  return last.upload === null ? points : [...points, { ...last, x: DAY_SECONDS }];
}
