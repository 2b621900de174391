import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";
import { shortPath } from "./short-path.js";

/**
 * What is drawn, without what vega writes for itself: a chart stands in a page that is looked at often and over slow
 * lines. Classes go, and groups and paths with nothing in them; numbers are written in tenths of a pixel. Roles and
 * descriptions go too, since inside `role="img"` nothing else has one, and vega's words for its marks are English.
 * Only tags are changed, never texts, which may be names that look like attributes.
 *
 * @param body vega's SVG, whose texts have no `<` and no `>`
 * @param idPrefix for the ids, so that they are distinct among the charts of a page
 */
export function leanSvg(body: string, idPrefix: string): string {
  return body
    .replace(/<path class="(?:background" d="[^"<>]*|foreground" d="" display="none)"\/>/g, "")
    .replace(/<[a-z][^<>]*>/g, (tag) => leanTag(tag, idPrefix))
    .replace(/<g\/>|<g><\/g>/g, "");
}

function leanTag(tag: string, idPrefix: string): string {
  return tag
    .replace(/ (?:role|class|aria-[a-z]+)="[^"<>]*"/g, "")
    .replace(DEFAULT_FONT, "")
    .replace(/ transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/, (_, x: string, y: string) => translation(x, y))
    .replace(/ d="([^"<>]*)"/, (_, path: string) => ` d="${shortPath(path)}"`)
    .replace(/ id="([^"<>]*)"/, (_, id: string) => ` id="${idPrefix}-${id}"`)
    .replace(/="url\(#([^"<>]*)\)"/, (_, id: string) => `="url(#${idPrefix}-${id})"`);
}

const DEFAULT_FONT = ` font-family="${CHART_FONT}" font-size="${CHART_FONT_PX}px"`;

function translation(x: string, y: string): string {
  const [left, top] = [x, y].map((value) => Math.round(Number(value) * 10) / 10);
  return left === 0 && top === 0 ? "" : ` transform="translate(${left},${top})"`;
}
