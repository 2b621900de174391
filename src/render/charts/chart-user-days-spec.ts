import type { TopLevelSpec } from "vega-lite";
import type { UserDaysDrawing } from "../../site/charts/user-days/user-days-figure.js";
import { chartColor, END_PX, GUTTER_PX, PLOT_UNITS } from "./chart-style.js";
import { barPanel, toBarRowData } from "./chart-bar-panel.js";
import { hoverLayer, toPeriodAxisData, periodAxisLayers, SOFT_BAR } from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

/** From the upper edge; the days are below the last one. */
const DOWNLOAD_PX = { top: 10, bottom: 74 } as const;
const UPLOAD_PX = { top: 102, bottom: 166 } as const;
const HOURS_PX = { top: 194, bottom: 258 } as const;

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
    barPanel("download", DOWNLOAD_PX, "out", { fill: chartColor("out") }),
    barPanel("upload", UPLOAD_PX, "line", { fill: chartColor("line") }),
    barPanel("hours", HOURS_PX, "ink", SOFT_BAR),
    { layer: [...periodAxisLayers(HOURS_PX.bottom)] },
    hoverLayer(DOWNLOAD_PX.top, HOURS_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link USER_DAYS_SPEC} takes. */
export function toUserDaysData({ axis, days, download, upload, hours }: UserDaysDrawing): ChartData {
  return {
    ...toPeriodAxisData(
      axis,
      days.map(({ isRecorded }, at) => ({ at, isGap: !isRecorded })),
    ),
    ...toBarRowData("download", download, axis),
    ...toBarRowData("upload", upload, axis),
    ...toBarRowData("hours", hours, axis),
  };
}
