import type { TopLevelSpec } from "vega-lite";
import type { UsageDrawing } from "../../site/charts/usage/usage-figure.js";
import { barPanel, toBarRowData, barsInSlots } from "./chart-bar-panel.js";
import { noteLayer } from "./chart-panel.js";
import { hoverLayer, toPeriodAxisData, periodAxisLayers, SOFT_BAR } from "./chart-period-axis.js";
import { chartColor, END_PX, GUTTER_PX, PLOT_UNITS, RECORD_DASH } from "./chart-style.js";
import type { ChartData } from "./chart.js";

/** From the upper edge; the labels of the slots are below the last one. */
const CONNECTIONS_PX = { top: 10, bottom: 82 } as const;
const DOWNLOAD_PX = { top: 110, bottom: 166 } as const;
const UPLOAD_PX = { top: 194, bottom: 250 } as const;

/** Connections, download and upload in hours, days or weeks, without their data. x is the share of the width. */
export const USAGE_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: UPLOAD_PX.bottom,
  padding: { left: GUTTER_PX, right: END_PX, top: 12, bottom: 42 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    barPanel("connections", CONNECTIONS_PX, "ink", SOFT_BAR, { ...SOFT_BAR, strokeDash: [...RECORD_DASH] }),
    barPanel("download", DOWNLOAD_PX, "out", { fill: chartColor("out") }),
    barPanel("upload", UPLOAD_PX, "line", { fill: chartColor("line") }),
    { layer: [...periodAxisLayers(UPLOAD_PX.bottom)] },
    noteLayer(UPLOAD_PX.bottom / 2),
    hoverLayer(CONNECTIONS_PX.top, UPLOAD_PX.bottom),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing in the form that {@link USAGE_SPEC} takes. */
export function toUsageData({
  axis,
  slots,
  gaps,
  fromRecord,
  connections,
  download,
  upload,
  note,
}: UsageDrawing): ChartData {
  const axisData = toPeriodAxisData(
    axis,
    slots.map(({ isRecorded }, at) => ({ at, isGap: !isRecorded })),
  );
  // Without any data, a scale would suggest that it was zero.
  if (note !== "") return { ...axisData, gaps: [], notes: [{ label: note }] };
  return {
    ...axisData,
    gaps: [...(axisData["gaps"] ?? []), ...gaps.map(({ from, to }) => ({ x: from, x2: to }))],
    ...toBarRowData("connections", connections, axis),
    connectionsRecorded: barsInSlots(fromRecord, axis),
    ...toBarRowData("download", download, axis),
    ...toBarRowData("upload", upload, axis),
  };
}
