import type { TopLevelSpec } from "vega-lite";
import type { ConnectionsDrawing } from "../site/connections-figure.js";
import { chartColor } from "./chart-colors.js";
import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";
import type { ChartData } from "./chart.js";

const DAY_SECONDS = 86_400;

/** The bands where nothing was monitored, one for each null span, in order. */
export const GAP_MARK = "gap";

const x = {
  field: "x",
  type: "quantitative",
  scale: { domain: [0, DAY_SECONDS] as [number, number] },
  axis: null,
} as const;
const y = {
  field: "y",
  type: "quantitative",
  scale: { zero: true, nice: false, round: true },
  axis: null,
  stack: null,
} as const;
const text = { type: "text", fontSize: CHART_FONT_PX, font: CHART_FONT, fill: chartColor("text") } as const;

/**
 * The 24-hour connections chart, with its data apart.
 *
 * x counts the seconds since the window's beginning and the axes are marks of their own, so that neither the zone of
 * this process nor a change of the site's zone's offset can bend the time axis: a day of 25 hours has a longer stretch
 * between two labels. The top of y is the topmost of `yTicks`.
 */
export const CONNECTIONS_SPEC: TopLevelSpec = {
  width: 704,
  height: 176,
  padding: { left: 68, right: 28, top: 14, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { view: { stroke: null } },
  layer: [
    {
      name: GAP_MARK,
      data: { name: "gaps" },
      mark: { type: "rect", fill: chartColor("gap") },
      encoding: { x, x2: { field: "x2" }, y: { value: 0 }, y2: { value: 176 } },
    },
    {
      data: { name: "yTicks" },
      mark: { type: "rule", stroke: chartColor("grid") },
      encoding: { y },
    },
    {
      data: { name: "yTicks" },
      mark: { ...text, align: "right", baseline: "middle", x: -8 },
      encoding: { y, text: { field: "label" } },
    },
    {
      data: { name: "xTicks" },
      mark: { type: "rule", stroke: chartColor("grid"), y: 176, y2: 181 },
      encoding: { x },
    },
    {
      data: { name: "xTicks" },
      mark: { ...text, align: "center", baseline: "top", y: 189 },
      encoding: { x, text: { field: "label" } },
    },
    {
      data: { name: "steps" },
      mark: { type: "area", interpolate: "step-after", fill: chartColor("fill") },
      encoding: { x, y },
    },
    {
      data: { name: "steps" },
      mark: {
        type: "line",
        interpolate: "step-after",
        stroke: chartColor("line"),
        strokeWidth: 2,
        strokeJoin: "round",
      },
      encoding: { x, y },
    },
    {
      data: { name: "notes" },
      mark: { ...text, fontSize: 16, align: "center", baseline: "middle", y: 88 },
      encoding: { x, text: { field: "label" } },
    },
  ],
};

/** The chart's figures as {@link CONNECTIONS_SPEC} wants them. */
export function connectionsChartData({
  fromSeconds,
  spans,
  hourTicks,
  countTicks,
  note,
}: ConnectionsDrawing): ChartData {
  const since = (seconds: number): number => seconds - fromSeconds;
  return {
    // Only where something changes; a null breaks the line, and before it the line needs its end.
    steps: spans.flatMap(({ startSeconds, endSeconds, clients }, index) => {
      const next = spans[index + 1]?.clients ?? null;
      const start = { x: since(startSeconds), y: clients };
      return clients === null || next !== null ? [start] : [start, { x: since(endSeconds), y: clients }];
    }),
    gaps: spans
      .filter(({ clients }) => clients === null)
      .map(({ startSeconds, endSeconds }) => ({ x: since(startSeconds), x2: since(endSeconds) })),
    xTicks: hourTicks.map(({ atSeconds, label }) => ({ x: atSeconds, label })),
    yTicks: countTicks.map(({ count, label }) => ({ y: count, label })),
    notes: note === "" ? [] : [{ x: DAY_SECONDS / 2, label: note }],
  };
}
