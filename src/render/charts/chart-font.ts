/** Of nearly all texts in charts: written once in a drawing, not on each of them. */
export const CHART_FONT = "system-ui, sans-serif";
export const CHART_FONT_PX = 13;
