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
  gap: { property: "--chart-gap", light: "#eaeef2", dark: "#21262d" },
} as const satisfies Readonly<Record<string, { property: `--chart-${string}`; light: string; dark: string }>>;

/** As the value of a `fill` or `stroke` attribute. */
export function chartColor(name: keyof typeof CHART_COLORS): string {
  const { property, light } = CHART_COLORS[name];
  return `var(${property}, ${light})`;
}

/** The font of nearly all texts in charts. A drawing sets it once, not on each of them. */
export const CHART_FONT = "system-ui, sans-serif";
export const CHART_FONT_PX = 13;

/** How nearly all texts in charts look. */
export const CHART_TEXT = {
  type: "text",
  fontSize: CHART_FONT_PX,
  font: CHART_FONT,
  fill: chartColor("text"),
} as const;

/**
 * Prefixes of the names of marks that only a wide or only a narrow chart shows: details that do not fit beside the
 * larger letters of a narrow chart, and their short form. They become classes.
 */
export const DETAIL_MARK = "detail";
export const BRIEF_MARK = "brief";
