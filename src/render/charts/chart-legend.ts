import type { LegendEntry, LegendSign } from "../../site/charts/figure.js";
import { escapeSvg } from "../html/escape-html.js";
import { CHART_TEXT, chartColor, HATCH_FILL, RECORD_DASH } from "./chart-style.js";

/** The opacities of the heat map's steps: numbers stay readable on each of them, in light and dark. */
const STEP_OPACITIES = [0, 0.1, 0.25, 0.42, 0.6, 1] as const;

/** The opacity of a step, from 0 (none) to 5 (opaque). */
export function stepOpacity(step: 0 | 1 | 2 | 3 | 4 | 5): number {
  return STEP_OPACITIES[step];
}

const SIGN_WIDTH_PX = 16;
const SIGN_HEIGHT_PX = 12;

/** The sign of a legend's entry, as SVG elements in a box of {@link SIGN_WIDTH_PX} × 12 px. */
function signShape(sign: LegendSign): string {
  const box = (look: string): string => `<rect x=".5" y="1" width="15" height="10" rx="2" ${look}/>`;
  switch (sign) {
    case "line":
      return box(`fill="${chartColor("line")}"`);
    case "out":
      return box(`fill="${chartColor("out")}"`);
    case "soft":
      return box(`fill="${chartColor("fill")}" stroke="${chartColor("line")}"`);
    case "dot":
      return `<circle cx="8" cy="6" r="4" fill="${chartColor("out")}"/>`;
    case "peak":
      return `<path d="M1,6H15" stroke="${chartColor("text")}" stroke-width="2"/>`;
    case "gap":
      return box(`fill="${HATCH_FILL}" stroke="${chartColor("hatch")}"`);
    case "record":
      return box(`fill="${HATCH_FILL}" stroke="${chartColor("line")}" stroke-dasharray="${RECORD_DASH.join()}"`);
    case 0:
      return box(`stroke="${chartColor("grid")}"`);
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
      return box(`fill="${chartColor("line")}" fill-opacity="${stepOpacity(sign)}"`);
  }
}

/** The legend for a page, where it wraps like text. */
export function legendHtml(entries: readonly LegendEntry[]): string {
  if (entries.length === 0) return "";
  const items = entries.map(({ sign, label }) => {
    const svg = `<svg width="${SIGN_WIDTH_PX}" height="${SIGN_HEIGHT_PX}" fill="none" aria-hidden="true">`;
    return `<li>${svg}${signShape(sign)}</svg>${escapeSvg(label)}</li>`;
  });
  return `<ul class="legend">${items.join("")}</ul>`;
}

const LETTER_PX = 7;
const ROW_PX = 20;

/** The legend for a chart's own file: rows of entries with estimated widths. */
export function legendRows(entries: readonly LegendEntry[], widthPx: number): { svg: string; heightPx: number } {
  let [x, y, svg] = [0, 0, ""];
  for (const { sign, label } of entries) {
    const entryPx = SIGN_WIDTH_PX + 6 + label.length * LETTER_PX;
    if (x > 0 && x + entryPx > widthPx) [x, y] = [0, y + ROW_PX];
    const words = `<text x="${SIGN_WIDTH_PX + 6}" y="10" fill="${CHART_TEXT.fill}">${escapeSvg(label)}</text>`;
    svg += `<g fill="none" transform="translate(${x},${y})">${signShape(sign)}${words}</g>`;
    x += entryPx + 18;
  }
  return { svg, heightPx: entries.length === 0 ? 0 : y + ROW_PX };
}
