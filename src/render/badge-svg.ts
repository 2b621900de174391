import type { SiteBadge } from "../site/site-badge.js";
import type { SiteState } from "../site/site-status.js";
import { fitText, measureText } from "../text/format/fit-text.js";
import { visibleProse } from "../text/format/visible-text.js";
import { escapeSvg, Prose } from "./html/escape-html.js";

/** White text has a contrast of at least 4.5 on each of them. */
const COLORS: Readonly<Record<SiteState, string>> = { ok: "#1a7f37", problem: "#9a6700", idle: "#59636e" };
const LABEL_COLOR = "#24292f";
const HEIGHT_PX = 20;
const FONT_PX = 11;
const PADDING_PX = 6;
const MAX_LABEL_EM = 24;

/** The label and the value side by side. It needs no style sheet, which a page elsewhere would not load. */
export function renderBadge({ label, value, state }: SiteBadge): string {
  const shownLabel = fitText(visibleProse(label), MAX_LABEL_EM);
  const [labelPx, valuePx] = [shownLabel, value].map((text) => Math.ceil(measureText(text) * FONT_PX) + 2 * PADDING_PX);
  const [left = 0, right = 0] = [labelPx, valuePx];
  const text = (centerPx: number, shown: string): string =>
    `<text x="${centerPx}" y="14">${escapeSvg(new Prose(shown))}</text>`;
  const name = escapeSvg(new Prose(`${label}: ${value}`));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT_PX}" role="img" aria-label="${name}">
<title>${name}</title>
<rect width="${left}" height="${HEIGHT_PX}" fill="${LABEL_COLOR}"/>
<rect x="${left}" width="${right}" height="${HEIGHT_PX}" fill="${COLORS[state]}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="${FONT_PX}" text-anchor="middle">${text(left / 2, shownLabel)}${text(left + right / 2, value)}</g>
</svg>
`;
}
