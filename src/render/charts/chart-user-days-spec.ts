import type { TopLevelSpec } from "vega-lite";
import type { UserDaysDrawing } from "../../site/charts/user-days/user-days-figure.js";
import { chartColor } from "./chart-style.js";
import { legendPlaces } from "./chart-legend.js";
import { LEGEND_X, legendY, panelGround, panelLegend, type PanelPx, panelY } from "./chart-panel.js";
import {
  type ChartLayer,
  hoverLayer,
  inSlot,
  periodAxisData,
  periodAxisLayers,
  SLOT_X,
  SLOT_X2,
  SOFT_BAR,
} from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

/** From the upper edge: the traffic's panel, then that of the hours, which has the days below it. */
const TRAFFIC_PX = { top: 0, bottom: 150 } as const;
const HOURS_PX = { top: 212, bottom: 312 } as const;
const LEGEND_SIGN_PX = 14;
const BAR = { from: 0.14, to: 0.86 } as const;

interface BarLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

function panel(name: string, px: PanelPx, bars: readonly BarLook[]): ChartLayer {
  const y = panelY(px);
  const legendPx = legendY(px);
  return {
    layer: [
      ...panelGround(name, px),
      ...bars.map((bar, index) => ({
        data: { name: `${name}${index}` },
        mark: { type: "rect", ...bar } as const,
        encoding: { x: SLOT_X, x2: SLOT_X2, y, y2: { datum: 0 } },
      })),
      ...bars.map((bar, index) => ({
        data: { name: `${name}Sign${index}` },
        mark: { type: "rect", ...bar, y: legendPx - 6, y2: legendPx + 6 } as const,
        encoding: { x: LEGEND_X, x2: SLOT_X2 },
      })),
      panelLegend(name, px),
    ],
  };
}

/**
 * A user's days: upload above and download below a line, and the hours below them. x is the share of the width; each
 * panel's y covers its ticks.
 */
export const USER_DAYS_SPEC: TopLevelSpec = {
  width: 668,
  height: HOURS_PX.bottom,
  padding: { left: 104, right: 28, top: 46, bottom: 68 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    panel("traffic", TRAFFIC_PX, [{ fill: chartColor("line") }, { fill: chartColor("out") }]),
    panel("hours", HOURS_PX, [SOFT_BAR]),
    { layer: [...periodAxisLayers(HOURS_PX.bottom)] },
    hoverLayer(TRAFFIC_PX.top, HOURS_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link USER_DAYS_SPEC} takes. */
export function userDaysData({ axis, days, hourTicks, byteTicks, legend }: UserDaysDrawing): ChartData {
  const bars = (valueOfDay: (day: UserDaysDrawing["days"][number]) => number) =>
    days.flatMap((day, at) => {
      const value = valueOfDay(day);
      return value === 0 ? [] : [{ ...inSlot(axis, at, BAR.from, BAR.to), y: value }];
    });
  const ticks = (all: UserDaysDrawing["hourTicks"]) => all.map(({ value, label }) => ({ y: value, label }));
  const trafficTexts = [`↑ ${legend.upload}`, `↓ ${legend.download}`];
  const [upload, download] = legendPlaces(trafficTexts);
  const sign = (px: number | undefined) => [{ x: px ?? 0, x2: (px ?? 0) + LEGEND_SIGN_PX }];
  return {
    ...periodAxisData(
      axis,
      days.map(({ isRecorded }, at) => ({ at, isGap: !isRecorded })),
    ),
    trafficTicks: ticks(byteTicks),
    traffic0: bars(({ uploadBytes }) => uploadBytes),
    traffic1: bars(({ downloadBytes }) => -downloadBytes),
    trafficSign0: sign(upload?.signPx),
    trafficSign1: sign(download?.signPx),
    trafficLegend: trafficTexts.map((label, index) => ({ x: [upload, download][index]?.textPx ?? 0, label })),
    hoursTicks: ticks(hourTicks),
    hours0: bars(({ hours }) => hours),
    hoursSign0: sign(0),
    hoursLegend: [{ x: legendPlaces([""])[0]?.textPx ?? 0, label: legend.hours }],
  };
}
