import { formatBytes } from "../text/format-bytes.js";
import { formatDuration } from "../text/format-duration.js";
import { formatDateTime } from "../text/format-time.js";
import { messagesIn } from "../text/messages.js";
import type { ChartTable, LocalFigure } from "./local-figure.js";
import { hourTicks, type HourTick } from "./hour-ticks.js";
import { formatRate, rateAxis } from "./rate-axis.js";
import type { SiteInput } from "./site-input.js";
import { trafficChart, type TrafficChart, type TrafficStep, type TrafficSum } from "./traffic-chart.js";

const STEP_SECONDS = 300;
/** So close before the right edge a label would stick out. */
const EDGE_SECONDS = 600;

/** What the picture of the traffic of 24 hours is a function of. `x` counts seconds since its beginning, `y` bits a second. */
export interface TrafficDrawing {
  readonly kind: "traffic";
  /** Only where something changes. Upload is positive, download negative; null in a gap in monitoring. */
  readonly steps: readonly { readonly x: number; readonly upload: number | null; readonly download: number | null }[];
  readonly gaps: readonly { readonly x: number; readonly x2: number; readonly title: string }[];
  readonly xTicks: readonly HourTick[];
  readonly yTicks: readonly { readonly y: number; readonly label: string }[];
  readonly unit: string;
  readonly upload: string;
  readonly download: string;
  /** In the middle, where there is nothing to see; else empty. */
  readonly note: string;
}

/**
 * The traffic of the last 24 hours with its words and its table.
 *
 * @param path of the picture's own file
 */
export function trafficFigure(
  input: Pick<SiteInput, "samples" | "nowSeconds" | "zone" | "staleAfterSeconds" | "language">,
  path: string,
): LocalFigure<TrafficDrawing> {
  const t = messagesIn(input.language).trafficChart;
  const chart = trafficChart(input);
  const summary = summaryOf(chart, input);
  const time = (epochSeconds: number): string => formatDateTime(input.language, input.zone, epochSeconds);
  return {
    path,
    title: t.heading,
    description: `${t.span(time(chart.fromSeconds), time(chart.toSeconds))} ${summary || t.noData}`,
    summary,
    table: tableOf(chart, input),
    drawing: drawingOf(chart, input),
  };
}

function summaryOf(chart: TrafficChart, { language, zone }: Pick<SiteInput, "language" | "zone">): string {
  const t = messagesIn(language).trafficChart;
  if (chart.received === null || chart.sent === null) return "";
  const most = ({ highestBitsPerSecond, highestAtSeconds }: TrafficSum): string =>
    highestBitsPerSecond === 0
      ? ""
      : t.most(formatRate(language, highestBitsPerSecond), formatDateTime(language, zone, highestAtSeconds));
  const sentences = [
    t.upload(formatBytes(language, chart.received.bytes), most(chart.received)),
    t.download(formatBytes(language, chart.sent.bytes), most(chart.sent)),
  ];
  if (chart.unmonitoredMinutes > 0) {
    sentences.push(t.unmonitored(formatDuration(language, chart.unmonitoredMinutes * 60)));
  }
  return sentences.join(" ");
}

/** By clock hour, newest first. */
function tableOf(chart: TrafficChart, { language, zone }: Pick<SiteInput, "language" | "zone">): ChartTable {
  const t = messagesIn(language);
  return {
    caption: t.trafficChart.tableCaption,
    columns: [
      { title: t.trafficChart.hour, isNumber: false },
      { title: t.column.upload, isNumber: true },
      { title: t.column.download, isNumber: true },
    ],
    rows: chart.hours
      .toReversed()
      .map(({ startSeconds, bytes }) => [
        formatDateTime(language, zone, startSeconds),
        ...(bytes === null
          ? [t.trafficChart.notMonitored, t.trafficChart.notMonitored]
          : [formatBytes(language, bytes.received), formatBytes(language, bytes.sent)]),
      ]),
  };
}

function drawingOf(chart: TrafficChart, { language, zone }: Pick<SiteInput, "language" | "zone">): TrafficDrawing {
  const t = messagesIn(language);
  const axis = rateAxis(language, chart.received?.highestBitsPerSecond ?? 0, chart.sent?.highestBitsPerSecond ?? 0);
  const time = (epochSeconds: number): string => formatDateTime(language, zone, epochSeconds);
  return {
    kind: "traffic",
    steps: changesOf(chart),
    gaps: gapsOf(chart.steps).map(({ startSeconds, endSeconds }) => ({
      x: startSeconds - chart.fromSeconds,
      x2: endSeconds - chart.fromSeconds,
      title: t.trafficChart.gap(time(startSeconds), time(endSeconds)),
    })),
    xTicks: hourTicks(chart.fromSeconds, chart.toSeconds - EDGE_SECONDS, zone, 3),
    yTicks: axis.ticks.map(({ bitsPerSecond, label }) => ({ y: bitsPerSecond, label })),
    unit: axis.unit,
    upload: `↑ ${t.column.upload}`,
    download: `↓ ${t.column.download}`,
    note: chart.received === null ? t.trafficChart.noData : "",
  };
}

/** A step where it differs from the one before; before a gap and at the end, where the last one ends. */
function changesOf({ steps, fromSeconds }: TrafficChart): TrafficDrawing["steps"] {
  const points: { x: number; upload: number | null; download: number | null }[] = [];
  for (const { startSeconds, moved } of steps) {
    const x = startSeconds - fromSeconds;
    const last = points.at(-1);
    const upload = moved === null ? null : Math.round(moved.receivedBitsPerSecond);
    const download = moved === null ? null : 0 - Math.round(moved.sentBitsPerSecond);
    if (last?.upload === upload && last.download === download) continue;
    if (upload === null && last !== undefined) points.push({ ...last, x });
    points.push({ x, upload, download });
  }
  const last = points.at(-1);
  if (last === undefined || last.upload === null) return points;
  return [...points, { ...last, x: steps.length * STEP_SECONDS }];
}

function gapsOf(steps: readonly TrafficStep[]): { readonly startSeconds: number; readonly endSeconds: number }[] {
  const gaps: { readonly startSeconds: number; readonly endSeconds: number }[] = [];
  for (const { startSeconds, moved } of steps) {
    if (moved !== null) continue;
    const endSeconds = startSeconds + STEP_SECONDS;
    const last = gaps.at(-1);
    if (last?.endSeconds === startSeconds) gaps[gaps.length - 1] = { ...last, endSeconds };
    else gaps.push({ startSeconds, endSeconds });
  }
  return gaps;
}
