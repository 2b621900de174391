import type { TopLevelSpec } from "vega-lite";
import type { ConnectionsDrawing } from "../../site/charts/connections/connections-figure.js";
import { CHART_TEXT, chartColor } from "./chart-style.js";
import { DAY_SECONDS, DAY_X, dayLayers, dayY } from "./chart-day-layers.js";
import type { ChartData } from "./chart.js";

const HEIGHT = 176;

/** The 24-hour connections chart, without its data. */
export const CONNECTIONS_SPEC: TopLevelSpec = {
  width: 704,
  height: HEIGHT,
  padding: { left: 68, right: 28, top: 14, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    ...dayLayers(HEIGHT),
    {
      data: { name: "steps" },
      mark: { type: "area", interpolate: "step-after", fill: chartColor("fill") },
      encoding: { x: DAY_X, y: dayY("y") },
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
      encoding: { x: DAY_X, y: dayY("y") },
    },
    {
      data: { name: "notes" },
      mark: { ...CHART_TEXT, fontSize: 16, align: "center", baseline: "middle", y: HEIGHT / 2 },
      encoding: { x: DAY_X, text: { field: "label" } },
    },
  ],
};

/** The chart's figures in the form that {@link CONNECTIONS_SPEC} takes. */
export function connectionsChartData({
  fromSeconds,
  spans,
  hourTicks,
  countTicks,
  note,
}: ConnectionsDrawing): ChartData {
  const since = (seconds: number): number => seconds - fromSeconds;
  return {
    // Only points where something changes. A null breaks the line, which needs its end before that.
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
