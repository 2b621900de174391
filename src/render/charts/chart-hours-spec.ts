import type { TopLevelSpec } from "vega-lite";
import type { HoursDrawing } from "../../site/charts/hours/hours-figure.js";
import { CHART_TEXT, chartColor, END_PX, FROM_560, GUTTER_PX, HATCH_FILL, PLOT_UNITS } from "./chart-style.js";
import { hourLayers, toHourLines, SCALE_TEXT } from "./chart-day-layers.js";
import { stepOpacity } from "./chart-legend.js";
import { noteLayer } from "./chart-panel.js";
import type { ChartData } from "./chart.js";

const HOURS = 24;
const WEEKDAYS = 7;
const ROW_PX = 26;
const HEIGHT = WEEKDAYS * ROW_PX;
const HOURS_A_LABEL = 3;
const STRONGEST_STEP = 5;

const across = (field: string) =>
  ({ field, type: "quantitative", scale: { domain: [0, HOURS] as [number, number] }, axis: null }) as const;
const down = (field: string) =>
  ({
    field,
    type: "quantitative",
    scale: { domain: [0, WEEKDAYS] as [number, number], reverse: true },
    axis: null,
  }) as const;
const cell = { x: across("left"), x2: { field: "right" }, y: down("top"), y2: { field: "bottom" } } as const;
const label = { x: across("middle"), y: down("center"), text: { field: "label" } } as const;
const text = { ...CHART_TEXT, fontSize: 11, align: "center", baseline: "middle" } as const;

/** A week's hours as a heat map, without its data. Positions are in columns and rows. */
export const HOURS_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: HEIGHT,
  padding: { left: GUTTER_PX, right: END_PX, top: 4, bottom: 24 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    {
      data: { name: "gaps" },
      mark: { type: "rect", fill: HATCH_FILL, stroke: chartColor("background") },
      encoding: cell,
    },
    {
      data: { name: "cells" },
      mark: { type: "rect", fill: chartColor("line"), stroke: chartColor("background") },
      encoding: { ...cell, fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null } },
    },
    {
      data: { name: "nobody" },
      mark: { type: "rect", fill: chartColor("background"), stroke: chartColor("grid") },
      encoding: cell,
    },
    {
      name: `${FROM_560}_means`,
      data: { name: "means" },
      mark: { ...text, fill: chartColor("ink") },
      encoding: label,
    },
    {
      name: `${FROM_560}_strongest`,
      data: { name: "strongest" },
      mark: { ...text, fill: chartColor("background") },
      encoding: label,
    },
    { data: { name: "weekdays" }, mark: SCALE_TEXT, encoding: { y: down("center"), text: { field: "label" } } },
    ...hourLayers(across("x"), HEIGHT),
    noteLayer(HEIGHT / 2),
  ],
};

/** The drawing's figures in the form that {@link HOURS_SPEC} takes. */
export function toHoursData({ cells, weekdays, note }: HoursDrawing): ChartData {
  const places = cells.map(({ weekday, hour, step, label: words }) => ({
    left: hour,
    right: hour + 1,
    middle: hour + 0.5,
    top: weekday,
    bottom: weekday + 1,
    center: weekday + 0.5,
    step,
    opacity: step === null ? 0 : stepOpacity(step),
    label: words,
  }));
  const ticks = Array.from({ length: HOURS / HOURS_A_LABEL + 1 }, (_, index) => ({
    atSeconds: index * HOURS_A_LABEL,
    label: `${String(index * HOURS_A_LABEL).padStart(2, "0")}:00`,
    isMinor: index % 2 === 1,
  }));
  return {
    // One area if nothing was monitored.
    gaps:
      note === "" ? places.filter(({ step }) => step === null) : [{ left: 0, right: HOURS, top: 0, bottom: WEEKDAYS }],
    cells: places.filter(({ step }) => step !== null && step > 0),
    nobody: places.filter(({ step }) => step === 0),
    means: places.filter(({ step }) => step !== null && step < STRONGEST_STEP),
    strongest: places.filter(({ step }) => step === STRONGEST_STEP),
    weekdays: weekdays.map((words, index) => ({ center: index + 0.5, label: words })),
    ...toHourLines(ticks, (hour) => hour),
    notes: note === "" ? [] : [{ label: note }],
  };
}
