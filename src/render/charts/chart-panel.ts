import { CHART_TEXT, chartColor, PLOT_UNITS } from "./chart-style.js";
import { type PlaceX, SCALE_TEXT } from "./chart-day-layers.js";
import type { ChartLayer } from "./chart-period-axis.js";

/** One of the parts of a chart that are above each other, in pixels from the chart's upper edge. */
export interface PanelPx {
  readonly top: number;
  readonly bottom: number;
}

/** How a field's numbers become heights in a panel. */
interface PanelY {
  readonly field: "y";
  readonly type: "quantitative";
  readonly scale: { readonly zero: true; readonly nice: false; readonly range: [number, number] };
  readonly axis: null;
  readonly stack: null;
}

/** A panel's y covers its ticks, one of which must be zero. */
export function panelY({ top, bottom }: PanelPx): PanelY {
  const scale = { zero: true, nice: false, range: [bottom, top] as [number, number] } as const;
  return { field: "y", type: "quantitative", scale, axis: null, stack: null };
}

/** The lines and labels of a panel's scale: the rows `${name}Ticks`. */
export function toPanelScale(name: string, px: PanelPx): readonly ChartLayer[] {
  const y = panelY(px);
  return [
    { data: { name: `${name}Ticks` }, mark: { type: "rule", stroke: chartColor("grid") }, encoding: { y } },
    { data: { name: `${name}Ticks` }, mark: SCALE_TEXT, encoding: { y, text: { field: "label" } } },
  ];
}

/** The heading above a panel: the rows `${name}Heading`. The unit of its scale is printed below the topmost label. */
export function makePanelWords(name: string, { top }: PanelPx, color: "line" | "out" | "ink"): readonly ChartLayer[] {
  return [
    {
      data: { name: `${name}Heading` },
      mark: { ...CHART_TEXT, fill: chartColor(color), fontWeight: 600, align: "left", x: 0, y: top - 8 },
      encoding: { text: { field: "label" } },
    },
    {
      data: { name: `${name}Unit` },
      mark: { ...SCALE_TEXT, y: top + 14 },
      encoding: { text: { field: "label" } },
    },
  ];
}

/** A panel's curve: an area with its upper edge, interrupted where nothing is known. */
export function panelCurve(name: string, x: PlaceX, px: PanelPx, color: "line" | "out"): ChartLayer {
  return {
    data: { name },
    mark: {
      type: "area",
      interpolate: "step-after",
      fill: chartColor(color),
      fillOpacity: 0.2,
      stroke: chartColor(color),
      strokeWidth: 1.5,
    },
    encoding: { x, y: panelY(px) },
  };
}

/** A text in the middle of a chart that has nothing else to show: the rows `notes`. */
export function noteLayer(yPx: number): ChartLayer {
  return {
    data: { name: "notes" },
    mark: { ...CHART_TEXT, fontSize: 14, align: "center", baseline: "middle", x: PLOT_UNITS / 2, y: yPx },
    encoding: { text: { field: "label" } },
  };
}
