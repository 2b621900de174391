import { CHART_COLORS, chartColor } from "./chart-colors.js";
import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";
import { BRIEF_MARK, DETAIL_MARK, leanSvg } from "./lean-svg.js";

/** How a drawn chart becomes one that can be read: aloud, small, inside a page or alone. Texts are escaped here. */
export interface ChartFrame {
  readonly title: string;
  readonly description: string;
  /** Makes the ids distinct among the charts of one page. */
  readonly idPrefix: string;
  /** By the mark's name in the spec: what hovering tells of its items, in their order. */
  readonly markTitles?: Readonly<Record<string, readonly string[]>>;
}

// A viewer waits for every one of them.
const MAX_MARK_TITLES = 48;
const NARROW_PX = 480;
const NARROW_FONT_PX = 24;

/** A finished chart. */
export interface ChartImages {
  /** To stand inside a page, which sets its colours. */
  readonly inline: string;
  /** A file of its own, with colours of its own: it follows the viewer's colour scheme. */
  readonly standalone: string;
}

/**
 * Vega's SVG with a title, a description and ids of its own, for both of its places. No `style` attribute, no script and
 * no link is in it, and inside a page no `<style>` either, so that `style-src 'self'` holds.
 *
 * @param drawn by drawChart
 */
export function chartSvg(drawn: string, frame: ChartFrame): ChartImages {
  const [, width = "", height = ""] = /^<svg [^>]*? width="(\d+)" height="(\d+)"/.exec(drawn) ?? [];
  const body = withMarkTitles(withoutForbidden(drawn.slice(drawn.indexOf(">") + 1)), frame.markTitles ?? {});
  const titleId = `${frame.idPrefix}-title`;
  const descriptionId = `${frame.idPrefix}-desc`;
  const root = `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="${titleId}" aria-describedby="${descriptionId}"`;
  const view = ` viewBox="0 0 ${width} ${height}" font-family="${CHART_FONT}" font-size="${CHART_FONT_PX}px">`;
  const words =
    `<title id="${titleId}">${escapeXml(frame.title)}</title>` +
    `<desc id="${descriptionId}">${escapeXml(frame.description)}</desc>`;
  const picture = leanSvg(body, frame.idPrefix);
  return {
    // Without a size of its own, a chart inside a page is as wide as its place.
    inline: `${root}${view}${words}${picture}`,
    standalone: `${root} width="${width}" height="${height}"${view}${words}${standaloneStyle()}${picture}`,
  };
}

/** SVG has no attribute for it: an item's hover text is a `<title>` in the item, which Vega does not write. */
function withMarkTitles(body: string, titlesByMark: NonNullable<ChartFrame["markTitles"]>): string {
  let result = body;
  for (const [mark, titles] of Object.entries(titlesByMark)) {
    // A name in a text cannot look like it: it has no "<".
    const start = result.search(new RegExp(`<g class="[^"<>]* ${mark}_marks"`));
    const end = result.indexOf("</g>", start);
    if (start < 0 || titles.length > MAX_MARK_TITLES) continue;
    let index = 0;
    const items = result.slice(start, end).replace(/<path ([^<>]*)\/>/g, (path: string, attributes: string) => {
      const title = titles[index++];
      return title === undefined ? path : `<path ${attributes}><title>${escapeXml(title)}</title></path>`;
    });
    result = result.slice(0, start) + items + result.slice(end);
  }
  return result;
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

function escapeXml(text: string): string {
  return withoutForbidden(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// Found out of a whole chart much faster than where: only then each character is looked at.
const MAY_BE_FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd]/;

/** What XML cannot hold in any form; names may. */
function withoutForbidden(text: string): string {
  if (!MAY_BE_FORBIDDEN.test(text)) return text;
  return text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD");
}
