import type { TopLevelSpec } from "vega-lite";
import type { PeriodCountsDrawing } from "../site/period-counts-figure.js";
import { chartColor } from "./chart-colors.js";
import { legendPlaces } from "./chart-legend.js";
import {
  CHART_TEXT,
  gapLayer,
  hoverLayer,
  inSlot,
  periodAxisData,
  periodAxisLayers,
  SLOT_X,
  SLOT_X2,
  SOFT_BAR,
} from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

const WIDTH_PX = 704;
const HEIGHT_PX = 200;
const LEGEND_PX = -24;
/** How much of a slot its bar and its lines take. */
const BAR = { from: 0.14, to: 0.86 } as const;
const MAX_DIAMOND_PX = 12;
const LEGEND_SIGN_PX = 14;

const y = { field: "y", type: "quantitative", scale: { zero: true, nice: false, round: true }, axis: null } as const;
const pixels = { type: "quantitative", scale: null, axis: null } as const;
const diamond = {
  type: "point",
  shape: "diamond",
  filled: true,
  fill: chartColor("out"),
  stroke: chartColor("background"),
  strokeWidth: 1.5,
  opacity: 1,
} as const;
const halo = { type: "rule", stroke: chartColor("background"), strokeWidth: 5 } as const;
const peakLine = { type: "rule", stroke: chartColor("text"), strokeWidth: 2 } as const;

/**
 * Sessions, users and peak per day or month: bars, diamonds and lines. x is the share of the width, so that one spec
 * does for any number of periods; the top of y is the topmost of `yTicks`.
 */
export const PERIOD_COUNTS_SPEC: TopLevelSpec = {
  width: WIDTH_PX,
  height: HEIGHT_PX,
  padding: { left: 68, right: 28, top: 44, bottom: 68 },
  autosize: "none",
  background: "transparent",
  config: { view: { stroke: null } },
  layer: [
    gapLayer(0, HEIGHT_PX),
    { data: { name: "yTicks" }, mark: { type: "rule", stroke: chartColor("grid") }, encoding: { y } },
    {
      data: { name: "yTicks" },
      mark: { ...CHART_TEXT, align: "right", baseline: "middle", x: -8 },
      encoding: { y, text: { field: "label" } },
    },
    ...periodAxisLayers(HEIGHT_PX),
    {
      data: { name: "sessions" },
      mark: { type: "rect", ...SOFT_BAR },
      encoding: { x: SLOT_X, x2: SLOT_X2, y, y2: { value: HEIGHT_PX } },
    },
    { data: { name: "peaks" }, mark: halo, encoding: { x: SLOT_X, x2: SLOT_X2, y } },
    { data: { name: "peaks" }, mark: peakLine, encoding: { x: SLOT_X, x2: SLOT_X2, y } },
    {
      data: { name: "users" },
      mark: diamond,
      encoding: { x: SLOT_X, y, size: { field: "size", type: "quantitative", scale: null } },
    },
    {
      data: { name: "legendSessions" },
      mark: { type: "rect", ...SOFT_BAR, y: LEGEND_PX - 6, y2: LEGEND_PX + 6 },
      encoding: { x: { field: "x", ...pixels }, x2: { field: "x2" } },
    },
    {
      data: { name: "legendUsers" },
      mark: { ...diamond, y: LEGEND_PX, size: MAX_DIAMOND_PX ** 2 },
      encoding: { x: { field: "x", ...pixels } },
    },
    {
      data: { name: "legendPeak" },
      mark: { ...peakLine, y: LEGEND_PX },
      encoding: { x: { field: "x", ...pixels }, x2: { field: "x2" } },
    },
    {
      data: { name: "legend" },
      mark: { ...CHART_TEXT, align: "left", baseline: "middle", y: LEGEND_PX },
      encoding: { x: { field: "x", ...pixels }, text: { field: "label" } },
    },
    hoverLayer(0, HEIGHT_PX),
  ],
};

/** The drawing as {@link PERIOD_COUNTS_SPEC} wants it. */
export function periodCountsData({ axis, slots, countTicks, legend }: PeriodCountsDrawing): ChartData {
  const recorded = slots.flatMap(({ at, counts }) => (counts === null ? [] : [{ at, counts }]));
  const diamondPx = Math.min(MAX_DIAMOND_PX, (0.9 * WIDTH_PX) / axis.slotCount);
  const signs = legendPlaces([legend.sessions, legend.users, legend.peak]);
  const [sessionsPx = 0, usersPx = 0, peakPx = 0] = signs.map(({ signPx }) => signPx);
  return {
    ...periodAxisData(
      axis,
      slots.map(({ at, counts }) => ({ at, isGap: counts === null })),
    ),
    yTicks: countTicks.map(({ count, label }) => ({ y: count, label })),
    sessions: recorded
      .filter(({ counts }) => counts.sessions > 0)
      .map(({ at, counts }) => ({ ...inSlot(axis, at, BAR.from, BAR.to), y: counts.sessions })),
    peaks: recorded.map(({ at, counts }) => ({ ...inSlot(axis, at, 0.06, 0.94), y: counts.peak })),
    users: recorded
      .filter(({ counts }) => counts.users > 0)
      .map(({ at, counts }) => {
        return { x: inSlot(axis, at, 0.5, 1).x, y: counts.users, size: Math.round(diamondPx ** 2) };
      }),
    legendSessions: [{ x: sessionsPx, x2: sessionsPx + LEGEND_SIGN_PX }],
    legendUsers: [{ x: usersPx + LEGEND_SIGN_PX / 2 }],
    legendPeak: [{ x: peakPx, x2: peakPx + LEGEND_SIGN_PX }],
    legend: [legend.sessions, legend.users, legend.peak].map((label, index) => {
      return { x: signs[index]?.textPx ?? 0, label };
    }),
  };
}
