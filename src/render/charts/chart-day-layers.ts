import type { TopLevelSpec } from "vega-lite";
import { CHART_TEXT, chartColor } from "./chart-style.js";

export const DAY_SECONDS = 86_400;

/** The bands where nothing was monitored, in order. */
export const GAP_MARK = "gap";

/**
 * The time axis of the last 24 hours: seconds since the window's beginning. The axes are marks of their own, so that
 * neither the zone of this process nor a change of the site's offset affects the time axis: a day of 25 hours has a
 * longer distance between two labels.
 */
export const DAY_X = {
  field: "x",
  type: "quantitative",
  scale: { domain: [0, DAY_SECONDS] as [number, number] },
  axis: null,
} as const;

interface DayY<Field> {
  readonly field: Field;
  readonly type: "quantitative";
  readonly scale: { readonly zero: true; readonly nice: false; readonly round: true };
  readonly axis: null;
  readonly stack: null;
}

/** A height; the top of the axis is the topmost of `yTicks`. */
export function dayY<Field extends string>(field: Field): DayY<Field> {
  return { field, type: "quantitative", scale: { zero: true, nice: false, round: true }, axis: null, stack: null };
}

type Layers = Extract<TopLevelSpec, { layer: unknown }>["layer"];

/** What is drawn below a curve of the last 24 hours: gaps, grid and labels. Data: `gaps`, `yTicks`, `xTicks`. */
export function dayLayers(heightPx: number): Layers {
  const grid = { type: "rule", stroke: chartColor("grid") } as const;
  return [
    {
      name: GAP_MARK,
      data: { name: "gaps" },
      mark: { type: "rect", fill: chartColor("gap") },
      encoding: { x: DAY_X, x2: { field: "x2" }, y: { value: 0 }, y2: { value: heightPx } },
    },
    { data: { name: "yTicks" }, mark: grid, encoding: { y: dayY("y") } },
    {
      data: { name: "yTicks" },
      mark: { ...CHART_TEXT, align: "right", baseline: "middle", x: -8 },
      encoding: { y: dayY("y"), text: { field: "label" } },
    },
    { data: { name: "xTicks" }, mark: { ...grid, y: heightPx, y2: heightPx + 5 }, encoding: { x: DAY_X } },
    {
      data: { name: "xTicks" },
      mark: { ...CHART_TEXT, align: "center", baseline: "top", y: heightPx + 13 },
      encoding: { x: DAY_X, text: { field: "label" } },
    },
  ];
}
