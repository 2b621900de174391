import type { TopLevelSpec } from "vega-lite";
import type { TrafficDrawing } from "../../site/charts/traffic/traffic-figure.js";
import { CHART_TEXT, chartColor } from "./chart-style.js";
import { DAY_X, dayLayers, dayY } from "./chart-day-layers.js";
import type { ChartData } from "./chart.js";

const WIDTH = 704;
const HEIGHT = 148;

/** In the row above the plot, where there is room for the larger texts of narrow charts. */
const legend = { ...CHART_TEXT, align: "left", baseline: "middle", y: -28 } as const;
const area = { type: "area", interpolate: "step-after" } as const;

/** The traffic of 24 hours, without its data: upload above the axis, download below it. */
export const TRAFFIC_SPEC: TopLevelSpec = {
  width: WIDTH,
  height: HEIGHT,
  padding: { left: 68, right: 28, top: 42, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    ...dayLayers(HEIGHT),
    { data: { name: "steps" }, mark: { ...area, fill: chartColor("line") }, encoding: { x: DAY_X, y: dayY("upload") } },
    {
      data: { name: "steps" },
      mark: { ...area, fill: chartColor("out") },
      encoding: { x: DAY_X, y: dayY("download") },
    },
    { data: { name: "zero" }, mark: { type: "rule", stroke: chartColor("text") }, encoding: { y: dayY("y") } },
    { data: { name: "unit" }, mark: { ...legend, x: -64 }, encoding: { text: { field: "label" } } },
    {
      data: { name: "upload" },
      mark: { ...legend, fontWeight: 600, x: 28, fill: chartColor("line") },
      encoding: { text: { field: "label" } },
    },
    {
      data: { name: "download" },
      mark: { ...legend, fontWeight: 600, x: 168, fill: chartColor("out") },
      encoding: { text: { field: "label" } },
    },
    {
      data: { name: "notes" },
      mark: { ...CHART_TEXT, fontSize: 16, align: "center", baseline: "middle", x: WIDTH / 2, y: HEIGHT / 2 },
      encoding: { text: { field: "label" } },
    },
  ],
};

/** The drawing's figures in the form that {@link TRAFFIC_SPEC} takes. */
export function trafficChartData(drawing: TrafficDrawing): ChartData {
  const isEmpty = drawing.note !== "";
  return {
    steps: isEmpty ? [] : drawing.steps,
    gaps: drawing.gaps.map(({ x, x2 }) => ({ x, x2 })),
    xTicks: drawing.hourTicks.map(({ atSeconds, label }) => ({ x: atSeconds, label })),
    // Without monitoring, a scale would suggest that the traffic was zero.
    yTicks: isEmpty ? [] : drawing.rateTicks.map(({ bitsPerSecond, label }) => ({ y: bitsPerSecond, label })),
    zero: isEmpty ? [] : [{ y: 0 }],
    unit: isEmpty ? [] : [{ label: drawing.unit }],
    upload: isEmpty ? [] : [{ label: drawing.upload }],
    download: isEmpty ? [] : [{ label: drawing.download }],
    notes: isEmpty ? [{ label: drawing.note }] : [],
  };
}
