import type { TopLevelSpec } from "vega-lite";
import type { ConnectionsDrawing } from "../../site/charts/connections/connections-figure.js";
import { chartColor, END_PX, GUTTER_PX, PLOT_UNITS, RECORD_DASH } from "./chart-style.js";
import { DAY_X, dayGapLayer, hourLayers, toHourLines } from "./chart-day-layers.js";
import { noteLayer, panelCurve, toPanelScale, panelY } from "./chart-panel.js";
import type { ChartLayer } from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

/** The height of the traffic chart, which is often beside it. */
const PLOT_PX = { top: 0, bottom: 178 } as const;

/** The 24-hour connections chart, without its data. */
export const CONNECTIONS_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: PLOT_PX.bottom,
  padding: { left: GUTTER_PX, right: END_PX, top: 12, bottom: 24 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    dayGapLayer(PLOT_PX.bottom),
    ...toPanelScale("clients", PLOT_PX),
    panelCurve("steps", DAY_X, PLOT_PX, "line"),
    recordLayer(),
    ...hourLayers(DAY_X, PLOT_PX.bottom),
    noteLayer(PLOT_PX.bottom / 2),
  ],
};

/** The upper edge of the sessions on record, over the hatch of the gap. */
function recordLayer(): ChartLayer {
  return {
    data: { name: "recorded" },
    mark: {
      type: "area",
      interpolate: "step-after",
      fill: chartColor("fill"),
      stroke: chartColor("line"),
      strokeWidth: 1.5,
      strokeDash: [...RECORD_DASH],
    },
    encoding: { x: DAY_X, y: panelY(PLOT_PX) },
  };
}

/** The chart's figures in the form that {@link CONNECTIONS_SPEC} takes. */
export function toConnectionsData({
  fromSeconds,
  spans,
  recorded,
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
    recorded: recorded.flatMap(({ startSeconds, endSeconds, clients }, index) => {
      const start = { x: since(startSeconds), y: clients };
      const hasNext = recorded[index + 1]?.startSeconds === endSeconds;
      return hasNext ? [start] : [start, { x: since(endSeconds), y: clients }, { x: since(endSeconds), y: null }];
    }),
    gaps: spans
      .filter(({ clients }) => clients === null)
      .map(({ startSeconds, endSeconds }) => ({ x: since(startSeconds), x2: since(endSeconds) })),
    ...toHourLines(hourTicks, (seconds) => seconds),
    clientsTicks: countTicks.map(({ count, label }) => ({ y: count, label })),
    notes: note === "" ? [] : [{ label: note }],
  };
}
