/**
 * The colours of the charts. Pages set the custom properties, and so their theme applies to the charts in them. A
 * chart's own file defines these values itself.
 */
export const CHART_COLORS = {
  background: { property: "--chart-background", light: "#ffffff", dark: "#0d1117" },
  line: { property: "--chart-line", light: "#0072b2", dark: "#56b4e9" },
  out: { property: "--chart-out", light: "#b35900", dark: "#e69f00" },
  fill: { property: "--chart-fill", light: "#0072b22e", dark: "#56b4e938" },
  grid: { property: "--chart-grid", light: "#d1d9e0", dark: "#3d444d" },
  text: { property: "--chart-text", light: "#59636e", dark: "#9198a1" },
  /** For text on coloured areas. */
  ink: { property: "--chart-ink", light: "#1f2328", dark: "#f0f6fc" },
  /** The lines of the hatch where there is no data. */
  hatch: { property: "--chart-hatch", light: "#818b98", dark: "#6b727c" },
  /** The part of a day that is still to come. */
  future: { property: "--chart-future", light: "#eaeef2", dark: "#21262d" },
  now: { property: "--chart-now", light: "#d1242f", dark: "#f85149" },
} as const satisfies Readonly<Record<string, { property: `--chart-${string}`; light: string; dark: string }>>;

/** As the value of a `fill` or `stroke` attribute. */
export function chartColor(name: keyof typeof CHART_COLORS): string {
  const { property, light } = CHART_COLORS[name];
  return `var(${property}, ${light})`;
}

/** As the value of a `fill` attribute: hatched, for "no data". The chart's frame puts in the id of its own pattern. */
export const HATCH_FILL = "url(#hatch)";

/** The lines of what only the record has, over a hatch. */
export const RECORD_DASH = [4, 2] as const;

/** The font of nearly all texts in charts. A drawing sets it once, not on each of them. */
export const CHART_FONT = "system-ui, sans-serif";
export const CHART_FONT_PX = 12;

/** The style of nearly all texts in charts. */
export const CHART_TEXT = {
  type: "text",
  fontSize: CHART_FONT_PX,
  font: CHART_FONT,
  fill: chartColor("text"),
} as const;

/**
 * How many units Vega's plots are wide. In the SVG, they become shares of the width that a chart has, which Vega does
 * not know. So everything that has a size in pixels is vertical, or an offset of a text.
 */
export const PLOT_UNITS = 1440;

/** The room beside a plot, for the labels of its scale, and for half of the last label below it. */
export const GUTTER_PX = 48;
export const END_PX = 16;

/** The distance between a plot and the labels of its scale. */
export const LABEL_GAP_PX = 8;

/**
 * Prefixes of the names of marks, which become classes. Some labels only fit where a chart has room: from 400 or from
 * 560 pixels on (`assets/charts.css`).
 */
export const FROM_400 = "from400";
export const FROM_560 = "from560";
/** Invisible: hovering over a period shows its tooltip here. One for each period, in order. */
export const SLOT_MARK = "slot";
/** The names of lanes. Inside a page they are in a list beside the chart. */
export const NAMES_MARK = "names";
