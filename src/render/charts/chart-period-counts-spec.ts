import type { TopLevelSpec } from "vega-lite";
import type { PeriodCountsDrawing } from "../../site/charts/period-counts/period-counts-figure.js";
import { chartColor } from "./chart-style.js";
import { legendPlaces } from "./chart-legend.js";
import { LEGEND_X, legendY, panelGround, panelLegend, panelY } from "./chart-panel.js";
import {
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
const SESSIONS_PX = { top: 0, bottom: 84 } as const;
const USERS_PX = { top: 134, bottom: 218 } as const;
/** How much of a slot its bar takes, and how much its line takes. */
const BAR = { from: 0.14, to: 0.86 } as const;
const LINE = { from: 0.06, to: 0.94 } as const;
const MAX_DIAMOND_PX = 12;
const LEGEND_SIGN_PX = 14;

const sessionsY = panelY(SESSIONS_PX);
const usersY = panelY(USERS_PX);
const sessionsLegendPx = legendY(SESSIONS_PX);
const usersLegendPx = legendY(USERS_PX);
const diamond = {
  type: "point",
  shape: "diamond",
  filled: true,
  fill: chartColor("out"),
  stroke: chartColor("background"),
  strokeWidth: 1.5,
  opacity: 1,
} as const;
const peakLine = { type: "rule", stroke: chartColor("text"), strokeWidth: 2 } as const;

/**
 * Sessions, users and peak per day or month: bars, and below them, on their own scale, diamonds and lines. x is the
 * share of the width, so that one spec works for any number of periods.
 */
export const PERIOD_COUNTS_SPEC: TopLevelSpec = {
  width: WIDTH_PX,
  height: USERS_PX.bottom,
  padding: { left: 68, right: 28, top: 46, bottom: 68 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    {
      layer: [
        ...panelGround("sessions", SESSIONS_PX),
        {
          data: { name: "sessions" },
          mark: { type: "rect", ...SOFT_BAR },
          encoding: { x: SLOT_X, x2: SLOT_X2, y: sessionsY, y2: { datum: 0 } },
        },
        {
          data: { name: "sessionsSign" },
          mark: { type: "rect", ...SOFT_BAR, y: sessionsLegendPx - 6, y2: sessionsLegendPx + 6 },
          encoding: { x: LEGEND_X, x2: SLOT_X2 },
        },
        panelLegend("sessions", SESSIONS_PX),
      ],
    },
    {
      layer: [
        ...panelGround("users", USERS_PX),
        { data: { name: "peaks" }, mark: peakLine, encoding: { x: SLOT_X, x2: SLOT_X2, y: usersY } },
        {
          data: { name: "users" },
          mark: diamond,
          encoding: { x: SLOT_X, y: usersY, size: { field: "size", type: "quantitative", scale: null } },
        },
        {
          data: { name: "usersSign" },
          mark: { ...diamond, y: usersLegendPx, size: MAX_DIAMOND_PX ** 2 },
          encoding: { x: LEGEND_X },
        },
        {
          data: { name: "peaksSign" },
          mark: { ...peakLine, y: usersLegendPx },
          encoding: { x: LEGEND_X, x2: SLOT_X2 },
        },
        panelLegend("users", USERS_PX),
      ],
    },
    { layer: [...periodAxisLayers(USERS_PX.bottom)] },
    hoverLayer(SESSIONS_PX.top, USERS_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link PERIOD_COUNTS_SPEC} takes. */
export function periodCountsData(drawing: PeriodCountsDrawing): ChartData {
  const { axis, slots, sessionTicks, userTicks, legend } = drawing;
  const recorded = slots.flatMap(({ at, counts }) => (counts === null ? [] : [{ at, counts }]));
  const diamondPx = Math.min(MAX_DIAMOND_PX, (0.9 * WIDTH_PX) / axis.slotCount);
  const ticks = (all: PeriodCountsDrawing["userTicks"]) => all.map(({ count, label }) => ({ y: count, label }));
  const [first, second] = legendPlaces([legend.users, legend.peak]);
  const [firstPx, secondPx] = [first?.signPx ?? 0, second?.signPx ?? 0];
  const [firstTextPx, secondTextPx] = [first?.textPx ?? 0, second?.textPx ?? 0];
  return {
    ...periodAxisData(
      axis,
      slots.map(({ at, counts }) => ({ at, isGap: counts === null })),
    ),
    sessionsTicks: ticks(sessionTicks),
    sessions: recorded
      .filter(({ counts }) => counts.sessions > 0)
      .map(({ at, counts }) => ({ ...inSlot(axis, at, BAR.from, BAR.to), y: counts.sessions })),
    sessionsSign: [{ x: firstPx, x2: firstPx + LEGEND_SIGN_PX }],
    sessionsLegend: [{ x: firstTextPx, label: legend.sessions }],
    usersTicks: ticks(userTicks),
    peaks: recorded.map(({ at, counts }) => ({ ...inSlot(axis, at, LINE.from, LINE.to), y: counts.peak })),
    users: recorded
      .filter(({ counts }) => counts.users > 0)
      .map(({ at, counts }) => {
        return { x: inSlot(axis, at, 0.5, 1).x, y: counts.users, size: Math.round(diamondPx ** 2) };
      }),
    usersSign: [{ x: firstPx + LEGEND_SIGN_PX / 2 }],
    peaksSign: [{ x: secondPx, x2: secondPx + LEGEND_SIGN_PX }],
    usersLegend: [
      { x: firstTextPx, label: legend.users },
      { x: secondTextPx, label: legend.peak },
    ],
  };
}
