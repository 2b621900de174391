import type { TopLevelSpec } from "vega-lite";
import type { TrafficDrawing, TrafficRow } from "../../site/charts/traffic/traffic-figure.js";
import { CHART_TEXT, chartColor, END_PX, GUTTER_PX, PLOT_UNITS } from "./chart-style.js";
import { DAY_X, dayGapLayer, hourLayers, toHourLines } from "./chart-day-layers.js";
import { noteLayer, panelCurve, toPanelScale, makePanelWords, type PanelPx } from "./chart-panel.js";
import type { ChartLayer } from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

const DOWNLOAD_PX = { top: 10, bottom: 80 } as const;
const UPLOAD_PX = { top: 108, bottom: 178 } as const;

function row(name: string, px: PanelPx, color: "line" | "out"): ChartLayer {
  const capped = { ...CHART_TEXT, fill: chartColor("ink"), baseline: "top", y: px.top + 3 } as const;
  const encoding = { x: DAY_X, text: { field: "label" } } as const;
  return {
    layer: [
      ...toPanelScale(name, px),
      panelCurve(name, DAY_X, px, color),
      ...makePanelWords(name, px, color),
      { data: { name: `${name}Capped` }, mark: { ...capped, align: "left", dx: 5 }, encoding },
      { data: { name: `${name}CappedLate` }, mark: { ...capped, align: "right", dx: -5 }, encoding },
    ],
  };
}

/** The traffic of 24 hours, without its data: a row and a scale for each direction. */
export const TRAFFIC_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: UPLOAD_PX.bottom,
  padding: { left: GUTTER_PX, right: END_PX, top: 12, bottom: 24 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    { layer: [dayGapLayer(UPLOAD_PX.bottom)] },
    row("download", DOWNLOAD_PX, "out"),
    row("upload", UPLOAD_PX, "line"),
    { layer: [...hourLayers(DAY_X, UPLOAD_PX.bottom)] },
    noteLayer(UPLOAD_PX.bottom / 2),
  ],
  resolve: { scale: { y: "independent" } },
};

/** The drawing's figures in the form that {@link TRAFFIC_SPEC} takes. */
export function toTrafficData({ download, upload, gaps, hourTicks, note }: TrafficDrawing): ChartData {
  // Without monitoring, a scale would suggest that the traffic was zero.
  const isEmpty = note !== "";
  return {
    ...(isEmpty ? {} : { ...toRowData("download", download), ...toRowData("upload", upload) }),
    gaps: gaps.map(({ x, x2 }) => ({ x, x2 })),
    ...toHourLines(hourTicks, (seconds) => seconds),
    notes: isEmpty ? [{ label: note }] : [],
  };
}

function toRowData(name: string, { heading, scale, points, capped }: TrafficRow): ChartData {
  const marker = capped === null ? [] : [{ x: capped.atSeconds, label: capped.label }];
  // The text stays inside the plot, which may be as narrow as two of it.
  const isLate = capped?.isLate === true;
  return {
    [name]: points.map(({ x, y }) => ({ x, y })),
    [`${name}Heading`]: [{ label: heading }],
    [`${name}Ticks`]: [
      { y: 0, label: "0" },
      { y: scale.top, label: scale.label },
    ],
    [`${name}Unit`]: [{ label: scale.unit }],
    [`${name}Capped`]: isLate ? [] : marker,
    [`${name}CappedLate`]: isLate ? marker : [],
  };
}
