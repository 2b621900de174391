import type { HourTick } from "../../site/charts/axis-ticks.js";
import { CHART_TEXT, chartColor, FROM_400, HATCH_FILL, LABEL_GAP_PX } from "./chart-style.js";
import type { ChartData } from "./chart.js";
import type { ChartLayer } from "./chart-period-axis.js";
import { DAY_SECONDS } from "../../text/time-units.js";

/** The bands where nothing was monitored, in order. */
export const GAP_MARK = "gap";

/** What places marks of a layer from left to right. */
export interface PlaceX {
  readonly field: string;
  readonly type: "quantitative";
  readonly scale: { readonly domain: [number, number] };
  readonly axis: null;
}

/**
 * The time axis of the last 24 hours: seconds since the window's beginning. The axes are marks of their own, so that
 * neither the zone of this process nor a change of the site's offset affects the time axis: a day of 25 hours has a
 * longer distance between two labels.
 */
export const DAY_X: PlaceX = {
  field: "x",
  type: "quantitative",
  scale: { domain: [0, DAY_SECONDS] },
  axis: null,
};

/** The labels of hours below a plot. There is not always room for all of them. Data: {@link toHourLines}. */
export function hourLayers(x: PlaceX, heightPx: number): readonly ChartLayer[] {
  const label = { ...CHART_TEXT, align: "center", baseline: "top", y: heightPx + 9 } as const;
  const rule = { type: "rule", stroke: chartColor("grid"), y: heightPx, y2: heightPx + 5 } as const;
  const encoding = { x, text: { field: "label" } } as const;
  return [
    { data: { name: "hours" }, mark: rule, encoding: { x } },
    { name: `${FROM_400}_rules`, data: { name: "moreHours" }, mark: rule, encoding: { x } },
    { data: { name: "hours" }, mark: label, encoding },
    { name: `${FROM_400}_hours`, data: { name: "moreHours" }, mark: label, encoding },
  ];
}

/** @param toX where a number of seconds is */
export function toHourLines(ticks: readonly HourTick[], toX: (seconds: number) => number): ChartData {
  const rows = (chosen: readonly HourTick[]) => chosen.map(({ atSeconds, label }) => ({ x: toX(atSeconds), label }));
  return {
    hours: rows(ticks.filter(({ isMinor }) => !isMinor)),
    moreHours: rows(ticks.filter(({ isMinor }) => isMinor)),
  };
}

/** The hatched bands of the last 24 hours. Data: `gaps`. */
export function dayGapLayer(heightPx: number): ChartLayer {
  return {
    name: GAP_MARK,
    data: { name: "gaps" },
    mark: { type: "rect", fill: HATCH_FILL },
    encoding: { x: DAY_X, x2: { field: "x2" }, y: { value: 0 }, y2: { value: heightPx } },
  };
}

/** The labels of a scale, beside the plot. */
export const SCALE_TEXT = {
  ...CHART_TEXT,
  align: "right",
  baseline: "middle",
  x: 0,
  dx: -LABEL_GAP_PX,
} as const;
