import type { TopLevelSpec } from "vega-lite";
import type { TrafficDrawing } from "../site/traffic-figure.js";
import { chartColor } from "./chart-colors.js";
import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";
import type { ChartData } from "./chart.js";

const DAY_SECONDS = 86_400;
const WIDTH = 704;
const HEIGHT = 148;

/** The bands where nothing was monitored, in order. */
export const TRAFFIC_GAP_MARK = "gap";

const x = {
  field: "x",
  type: "quantitative",
  scale: { domain: [0, DAY_SECONDS] as [number, number] },
  axis: null,
} as const;
const yOf = <Field extends string>(field: Field) =>
  ({
    field,
    type: "quantitative",
    scale: { zero: true, nice: false, round: true },
    axis: null,
    stack: null,
  }) as const;
const text = { type: "text", fontSize: CHART_FONT_PX, font: CHART_FONT, fill: chartColor("text") } as const;
/** In the row above the plot, which leaves room for the larger text of narrow charts. */
const legend = { ...text, align: "left", baseline: "middle", y: -28 } as const;
const area = { type: "area", interpolate: "step-after" } as const;

/** The traffic of 24 hours, with its data apart: upload above the axis, download below it. See CONNECTIONS_SPEC for x. */
export const TRAFFIC_SPEC: TopLevelSpec = {
  width: WIDTH,
  height: HEIGHT,
  padding: { left: 68, right: 28, top: 42, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    {
      name: TRAFFIC_GAP_MARK,
      data: { name: "gaps" },
      mark: { type: "rect", fill: chartColor("gap") },
      encoding: { x, x2: { field: "x2" }, y: { value: 0 }, y2: { value: HEIGHT } },
    },
    { data: { name: "yTicks" }, mark: { type: "rule", stroke: chartColor("grid") }, encoding: { y: yOf("y") } },
    {
      data: { name: "yTicks" },
      mark: { ...text, align: "right", baseline: "middle", x: -8 },
      encoding: { y: yOf("y"), text: { field: "label" } },
    },
    {
      data: { name: "xTicks" },
      mark: { type: "rule", stroke: chartColor("grid"), y: HEIGHT, y2: HEIGHT + 5 },
      encoding: { x },
    },
    {
      data: { name: "xTicks" },
      mark: { ...text, align: "center", baseline: "top", y: HEIGHT + 13 },
      encoding: { x, text: { field: "label" } },
    },
    { data: { name: "steps" }, mark: { ...area, fill: chartColor("line") }, encoding: { x, y: yOf("upload") } },
    { data: { name: "steps" }, mark: { ...area, fill: chartColor("out") }, encoding: { x, y: yOf("download") } },
    { data: { name: "zero" }, mark: { type: "rule", stroke: chartColor("text") }, encoding: { y: yOf("y") } },
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
      mark: { ...text, fontSize: 16, align: "center", baseline: "middle", x: WIDTH / 2, y: HEIGHT / 2 },
      encoding: { text: { field: "label" } },
    },
  ],
};

/** The drawing's figures as {@link TRAFFIC_SPEC} wants them. */
export function trafficChartData(drawing: TrafficDrawing): ChartData {
  const isEmpty = drawing.note !== "";
  return {
    steps: isEmpty ? [] : drawing.steps,
    gaps: drawing.gaps.map(({ x, x2 }) => ({ x, x2 })),
    xTicks: drawing.hourTicks.map(({ atSeconds, label }) => ({ x: atSeconds, label })),
    // Where nothing was monitored, a scale would say that something was zero.
    yTicks: isEmpty ? [] : drawing.rateTicks.map(({ bitsPerSecond, label }) => ({ y: bitsPerSecond, label })),
    zero: isEmpty ? [] : [{ y: 0 }],
    unit: isEmpty ? [] : [{ label: drawing.unit }],
    upload: isEmpty ? [] : [{ label: drawing.upload }],
    download: isEmpty ? [] : [{ label: drawing.download }],
    notes: isEmpty ? [{ label: drawing.note }] : [],
  };
}
