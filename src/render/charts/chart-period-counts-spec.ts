import type { TopLevelSpec } from "vega-lite";
import type { PeriodCountsDrawing } from "../../site/charts/period-counts/period-counts-figure.js";
import { chartColor, END_PX, GUTTER_PX, PLOT_UNITS } from "./chart-style.js";
import { toPanelScale, panelY } from "./chart-panel.js";
import {
  gapLayer,
  hoverLayer,
  inSlot,
  toPeriodAxisData,
  periodAxisLayers,
  SLOT_X,
  SLOT_X2,
  SOFT_BAR,
} from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

const SESSIONS_PX = { top: 0, bottom: 84 } as const;
const USERS_PX = { top: 108, bottom: 192 } as const;
/** How much of a slot its bar takes, and how much its line takes. */
const BAR = { from: 0.14, to: 0.86 } as const;
const LINE = { from: 0.06, to: 0.94 } as const;
const DOT_PX = 7;

/**
 * Sessions, users and peak per day or month: bars, and below them, on their own scale, dots and lines. x is the share
 * of the width, so that one spec works for any number of periods.
 */
export const PERIOD_COUNTS_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: USERS_PX.bottom,
  padding: { left: GUTTER_PX, right: END_PX, top: 10, bottom: 42 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    {
      layer: [
        gapLayer(SESSIONS_PX.top, SESSIONS_PX.bottom),
        ...toPanelScale("sessions", SESSIONS_PX),
        {
          data: { name: "sessions" },
          mark: { type: "rect", ...SOFT_BAR },
          encoding: { x: SLOT_X, x2: SLOT_X2, y: panelY(SESSIONS_PX), y2: { datum: 0 } },
        },
      ],
    },
    {
      layer: [
        gapLayer(USERS_PX.top, USERS_PX.bottom),
        ...toPanelScale("users", USERS_PX),
        {
          data: { name: "peaks" },
          mark: { type: "rule", stroke: chartColor("text"), strokeWidth: 2 },
          encoding: { x: SLOT_X, x2: SLOT_X2, y: panelY(USERS_PX) },
        },
        {
          data: { name: "users" },
          mark: {
            type: "point",
            shape: "circle",
            filled: true,
            fill: chartColor("out"),
            stroke: chartColor("background"),
            strokeWidth: 1,
            opacity: 1,
            size: DOT_PX ** 2,
          },
          encoding: { x: SLOT_X, y: panelY(USERS_PX) },
        },
      ],
    },
    { layer: [...periodAxisLayers(USERS_PX.bottom)] },
    hoverLayer(SESSIONS_PX.top, USERS_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link PERIOD_COUNTS_SPEC} takes. */
export function toPeriodCountsData({ axis, slots, sessionTicks, userTicks }: PeriodCountsDrawing): ChartData {
  const recorded = slots.flatMap(({ at, counts }) => (counts === null ? [] : [{ at, counts }]));
  const ticks = (all: PeriodCountsDrawing["userTicks"]) => all.map(({ count, label }) => ({ y: count, label }));
  return {
    ...toPeriodAxisData(
      axis,
      slots.map(({ at, counts }) => ({ at, isGap: counts === null })),
    ),
    sessionsTicks: ticks(sessionTicks),
    sessions: recorded
      .filter(({ counts }) => counts.sessions > 0)
      .map(({ at, counts }) => ({ ...inSlot(axis, at, BAR.from, BAR.to), y: counts.sessions })),
    usersTicks: ticks(userTicks),
    peaks: recorded.map(({ at, counts }) => ({ ...inSlot(axis, at, LINE.from, LINE.to), y: counts.peak })),
    users: recorded
      .filter(({ counts }) => counts.users > 0)
      .map(({ at, counts }) => ({ x: inSlot(axis, at, 0.5, 1).x, y: counts.users })),
  };
}
