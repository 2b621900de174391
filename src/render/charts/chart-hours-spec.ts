import type { TopLevelSpec } from "vega-lite";
import type { HoursDrawing } from "../../site/charts/hours/hours-figure.js";
import { CHART_TEXT, chartColor, DETAIL_MARK } from "./chart-style.js";
import type { ChartData } from "./chart.js";

const WIDTH = 704;
const HOURS = 24;
const WEEKDAYS = 7;
const ROW_PX = 28;
const HEIGHT = WEEKDAYS * ROW_PX;
const HOURS_A_LABEL = 3;
/** The colour's opacity for the busiest hour: numbers stay readable on it, in light and dark. */
const STRONGEST = 0.66;
const LEGEND_STEPS = 24;
const LEGEND_STEP_PX = 6;
const LEGEND_TOP = -38;
const LEGEND_PX = 16;

const across = (field: string) =>
  ({ field, type: "quantitative", scale: { domain: [0, HOURS] as [number, number] }, axis: null }) as const;
const down = (field: string) =>
  ({
    field,
    type: "quantitative",
    scale: { domain: [0, WEEKDAYS] as [number, number], reverse: true },
    axis: null,
  }) as const;
const text = { ...CHART_TEXT, baseline: "middle" } as const;
const cell = { x: across("left"), x2: { field: "right" }, y: down("top"), y2: { field: "bottom" } } as const;
const opacity = { field: "opacity", type: "quantitative", scale: null, legend: null } as const;
const px = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;

/** A week's hours as a heat map, without its data. Positions are in columns and rows, those of the legend in pixels. */
export const HOURS_SPEC: TopLevelSpec = {
  width: WIDTH,
  height: HEIGHT,
  padding: { left: 68, right: 28, top: 50, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    {
      data: { name: "gaps" },
      mark: { type: "rect", fill: chartColor("gap"), stroke: chartColor("gap") },
      encoding: cell,
    },
    {
      data: { name: "cells" },
      mark: { type: "rect", fill: chartColor("line"), stroke: chartColor("grid") },
      encoding: { ...cell, fillOpacity: opacity },
    },
    {
      name: DETAIL_MARK,
      data: { name: "cells" },
      mark: { ...text, fontSize: 11, fill: chartColor("ink"), align: "center" },
      encoding: { x: across("middle"), y: down("center"), text: { field: "label" } },
    },
    {
      data: { name: "weekdays" },
      mark: { ...text, align: "right", x: -8 },
      encoding: { y: down("center"), text: { field: "label" } },
    },
    {
      data: { name: "hours" },
      mark: { type: "rule", stroke: chartColor("grid"), y: HEIGHT, y2: HEIGHT + 5 },
      encoding: { x: across("left") },
    },
    {
      data: { name: "hours" },
      mark: { ...text, align: "center", baseline: "top", y: HEIGHT + 13 },
      encoding: { x: across("left"), text: { field: "label" } },
    },
    {
      data: { name: "legendSteps" },
      mark: { type: "rect", fill: chartColor("line"), y: LEGEND_TOP, y2: LEGEND_TOP + LEGEND_PX },
      encoding: { x: px("left"), x2: { field: "right" }, fillOpacity: opacity },
    },
    {
      data: { name: "legendFrames" },
      mark: { type: "rect", fill: "none", stroke: chartColor("grid"), y: LEGEND_TOP, y2: LEGEND_TOP + LEGEND_PX },
      encoding: { x: px("left"), x2: { field: "right" } },
    },
    {
      data: { name: "legendGap" },
      mark: {
        type: "rect",
        fill: chartColor("gap"),
        stroke: chartColor("grid"),
        y: LEGEND_TOP,
        y2: LEGEND_TOP + LEGEND_PX,
      },
      encoding: { x: px("left"), x2: { field: "right" } },
    },
    {
      data: { name: "legendTexts" },
      mark: { ...text, align: "left", y: LEGEND_TOP + LEGEND_PX / 2 },
      encoding: { x: px("left"), text: { field: "label" } },
    },
    {
      data: { name: "notes" },
      mark: { ...text, fontSize: 16, align: "center", x: WIDTH / 2, y: HEIGHT / 2 },
      encoding: { text: { field: "label" } },
    },
  ],
};

/** The drawing's figures in the form that {@link HOURS_SPEC} takes. */
export function hoursChartData({ cells, weekdays, lowest, highest, gap, note }: HoursDrawing): ChartData {
  const places = cells.map(({ weekday, hour, share, label }) => ({
    left: hour,
    right: hour + 1,
    middle: hour + 0.5,
    top: weekday,
    bottom: weekday + 1,
    center: weekday + 0.5,
    opacity: share === null ? null : toOpacity(share),
    label,
  }));
  return {
    // One area if nothing was monitored.
    gaps:
      note === ""
        ? places.filter((place) => place.opacity === null)
        : [{ left: 0, right: HOURS, top: 0, bottom: WEEKDAYS }],
    cells: places.filter((place) => place.opacity !== null),
    weekdays: weekdays.map((label, index) => ({ center: index + 0.5, label })),
    hours: Array.from({ length: HOURS / HOURS_A_LABEL }, (_, index) => ({
      left: index * HOURS_A_LABEL,
      label: `${String(index * HOURS_A_LABEL).padStart(2, "0")}:00`,
    })),
    ...(note === "" ? legendData(lowest, highest, gap) : {}),
    notes: note === "" ? [] : [{ label: note }],
  };
}

/**
 * A scale from zero to the highest mean, and the meaning of grey. There is room for the larger texts of narrow charts.
 */
function legendData(lowest: string, highest: string, gap: string): ChartData {
  const from = 20;
  const to = from + LEGEND_STEPS * LEGEND_STEP_PX;
  const gapLeft = 400;
  return {
    legendSteps:
      highest === ""
        ? []
        : Array.from({ length: LEGEND_STEPS }, (_, index) => ({
            left: from + index * LEGEND_STEP_PX,
            right: from + (index + 1) * LEGEND_STEP_PX,
            opacity: toOpacity(index / (LEGEND_STEPS - 1)),
          })),
    legendFrames: highest === "" ? [] : [{ left: from, right: to }],
    legendGap: gap === "" ? [] : [{ left: gapLeft, right: gapLeft + LEGEND_PX * 1.5 }],
    legendTexts: [
      ...(highest === ""
        ? []
        : [
            { left: 0, label: lowest },
            { left: to + 8, label: highest },
          ]),
      ...(gap === "" ? [] : [{ left: gapLeft + LEGEND_PX * 1.5 + 8, label: gap }]),
    ],
  };
}

function toOpacity(share: number): number {
  return Math.round(share * STRONGEST * 100) / 100;
}
