import type { TopLevelSpec } from "vega-lite";
import type { UserDaysDrawing, UserDaysRow } from "../../site/charts/user-days/user-days-figure.js";
import { chartColor, END_PX, GUTTER_PX, PLOT_UNITS } from "./chart-style.js";
import { panelScale, panelWords, panelY, type PanelPx } from "./chart-panel.js";
import {
  type ChartLayer,
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

/** From the upper edge; the days are below the last one. */
const DOWNLOAD_PX = { top: 10, bottom: 74 } as const;
const UPLOAD_PX = { top: 102, bottom: 166 } as const;
const HOURS_PX = { top: 194, bottom: 258 } as const;
const BAR = { from: 0.14, to: 0.86 } as const;

interface BarLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

function panel(name: string, px: PanelPx, color: "line" | "out" | "ink", bar: BarLook): ChartLayer {
  return {
    layer: [
      gapLayer(px.top, px.bottom),
      ...panelScale(name, px),
      {
        data: { name },
        mark: { type: "rect", ...bar } as const,
        encoding: { x: SLOT_X, x2: SLOT_X2, y: panelY(px), y2: { datum: 0 } },
      },
      ...panelWords(name, px, color),
    ],
  };
}

/**
 * A user's days: download, upload and hours, each with its own scale. x is the share of the width; each panel's y covers
 * its ticks.
 */
export const USER_DAYS_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: HOURS_PX.bottom,
  padding: { left: GUTTER_PX, right: END_PX, top: 12, bottom: 42 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    panel("download", DOWNLOAD_PX, "out", { fill: chartColor("out") }),
    panel("upload", UPLOAD_PX, "line", { fill: chartColor("line") }),
    panel("hours", HOURS_PX, "ink", SOFT_BAR),
    { layer: [...periodAxisLayers(HOURS_PX.bottom)] },
    hoverLayer(DOWNLOAD_PX.top, HOURS_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link USER_DAYS_SPEC} takes. */
export function userDaysData({ axis, days, download, upload, hours }: UserDaysDrawing): ChartData {
  const rowData = (name: string, { heading, values, scale }: UserDaysRow): ChartData => ({
    [name]: values.flatMap((value, at) => (value === 0 ? [] : [{ ...inSlot(axis, at, BAR.from, BAR.to), y: value }])),
    [`${name}Heading`]: [{ label: heading }],
    [`${name}Ticks`]: [
      { y: 0, label: "0" },
      { y: scale.top, label: scale.label },
    ],
    [`${name}Unit`]: [{ label: scale.unit }],
  });
  return {
    ...periodAxisData(
      axis,
      days.map(({ isRecorded }, at) => ({ at, isGap: !isRecorded })),
    ),
    ...rowData("download", download),
    ...rowData("upload", upload),
    ...rowData("hours", hours),
  };
}
