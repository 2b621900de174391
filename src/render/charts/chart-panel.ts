import { CHART_TEXT, chartColor } from "./chart-style.js";
import { type ChartLayer, gapLayer } from "./chart-period-axis.js";

/** One of the parts of a chart that are above each other, in pixels from the chart's upper edge. */
export interface PanelPx {
  readonly top: number;
  readonly bottom: number;
}

/** The position of a legend's text above its panel. */
const LEGEND_ABOVE_PX = 26;

/** A place between a legend's sign and the chart's left edge, which is a number of pixels. */
export const LEGEND_X = { field: "x", type: "quantitative", scale: null, axis: null } as const;

/** How a field's numbers become heights in a panel. */
export interface PanelY {
  readonly field: "y";
  readonly type: "quantitative";
  readonly scale: { readonly zero: true; readonly nice: false; readonly range: [number, number] };
  readonly axis: null;
}

/** A panel's y covers its ticks, one of which must be zero. */
export function panelY({ top, bottom }: PanelPx): PanelY {
  return { field: "y", type: "quantitative", scale: { zero: true, nice: false, range: [bottom, top] }, axis: null };
}

/** Where the middle of a panel's legend is. */
export function legendY({ top }: PanelPx): number {
  return top - LEGEND_ABOVE_PX;
}

/** What is drawn below a panel's marks: the gaps, and the lines and labels of the rows `${name}Ticks`. */
export function panelGround(name: string, px: PanelPx): readonly ChartLayer[] {
  const y = panelY(px);
  return [
    gapLayer(px.top, px.bottom),
    { data: { name: `${name}Ticks` }, mark: { type: "rule", stroke: chartColor("grid") }, encoding: { y } },
    {
      data: { name: `${name}Ticks` },
      mark: { ...CHART_TEXT, align: "right", baseline: "middle", x: -8 },
      encoding: { y, text: { field: "label" } },
    },
  ];
}

/** The texts of a panel's legend: the rows `${name}Legend`. */
export function panelLegend(name: string, px: PanelPx): ChartLayer {
  return {
    data: { name: `${name}Legend` },
    mark: { ...CHART_TEXT, align: "left", baseline: "middle", y: legendY(px) },
    encoding: { x: LEGEND_X, text: { field: "label" } },
  };
}
