import { chartColor } from "./chart-colors.js";
import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";

/** How nearly all texts in charts look. */
export const CHART_TEXT = {
  type: "text",
  fontSize: CHART_FONT_PX,
  font: CHART_FONT,
  fill: chartColor("text"),
} as const;
