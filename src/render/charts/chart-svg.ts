import { BRIEF_MARK, CHART_COLORS, CHART_FONT, CHART_FONT_PX, chartColor, DETAIL_MARK } from "./chart-style.js";
import type { DrawnChart } from "./chart.js";
import { escapeSvg } from "../html/escape-html.js";

/** Makes a drawn chart readable: aloud, small, inside a page or alone. Texts are escaped here. */
export interface ChartFrame {
  readonly title: string;
  readonly description: string;
  /** Makes the ids distinct among the charts of one page. */
  readonly idPrefix: string;
}

const NARROW_PX = 480;
const NARROW_FONT_PX = 24;

/** A finished chart. */
export interface ChartImages {
  /** For use inside a page, which sets its colours. */
  readonly inline: string;
  /** A separate file with its own colours, which follows the viewer's colour scheme. */
  readonly standalone: string;
}

/**
 * Adds a title, a description and ids to a drawing, for both uses. It has no `style` attribute, script or link, and
 * inside a page no `<style>` either, so that `style-src 'self'` holds.
 */
export function chartSvg({ widthPx, heightPx, picture }: DrawnChart, frame: ChartFrame): ChartImages {
  const titleId = `${frame.idPrefix}-title`;
  const descriptionId = `${frame.idPrefix}-desc`;
  const root = `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="${titleId}" aria-describedby="${descriptionId}"`;
  const view = ` viewBox="0 0 ${widthPx} ${heightPx}" font-family="${CHART_FONT}" font-size="${CHART_FONT_PX}px">`;
  const words =
    `<title id="${titleId}">${escapeSvg(frame.title)}</title>` +
    `<desc id="${descriptionId}">${escapeSvg(frame.description)}</desc>`;
  return {
    // Without its own size, a chart inside a page is as wide as its container.
    inline: `${root}${view}${words}${picture}</svg>`,
    standalone: `${root} width="${widthPx}" height="${heightPx}"${view}${words}${standaloneStyle()}${picture}</svg>`,
  };
}

function standaloneStyle(): string {
  const colors = Object.values(CHART_COLORS);
  const declarations = (scheme: "light" | "dark"): string =>
    `:root{${colors.map((color) => `${color.property}:${color[scheme]}`).join(";")}}`;
  return [
    "<style>",
    declarations("light"),
    `@media (prefers-color-scheme:dark){${declarations("dark")}}`,
    `.${BRIEF_MARK}{display:none}`,
    `@media (max-width:${NARROW_PX}px){text{font-size:${NARROW_FONT_PX}px}`,
    `.${DETAIL_MARK}{display:none}.${BRIEF_MARK}{display:inline}}`,
    "</style>",
    `<rect width="100%" height="100%" fill="${chartColor("background")}"/>`,
  ].join("");
}
