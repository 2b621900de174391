import { legendHtml, legendRows } from "./chart-legend.js";
import { CHART_COLORS, CHART_FONT, CHART_FONT_PX, chartColor, HATCH_FILL, NAMES_MARK } from "./chart-style.js";
import type { DrawnChart } from "./chart.js";
import { escapeSvg } from "../html/escape-html.js";
import { fitText } from "../../text/format/fit-text.js";
import type { Figure } from "../../site/charts/figure.js";

/** A chart's texts. They are escaped here. */
interface ChartFrame extends Pick<Figure<unknown>, "title" | "description" | "context" | "summary" | "legend"> {
  /** Makes the ids distinct among the charts of one page. */
  readonly idPrefix: string;
  /** Attributes for the page's script, each with a space before it. */
  readonly attributes: string;
  /** For a chart with lanes: their names and numbers of rows, for the list beside the chart. */
  readonly lanes: readonly LaneName[] | null;
}

export interface LaneName {
  readonly label: string;
  readonly rowCount: number;
}

/** A finished chart. */
export interface ChartImages {
  /** For use inside a page, which sets its colours: HTML that is as wide as its container. */
  readonly inline: string;
  /** A separate file with its own colours, which follows the viewer's colour scheme. */
  readonly standalone: string;
}

const FILE_WIDTH_PX = 800;
const MARGIN_PX = 16;
const LINE_PX = 20;
const TITLE_PX = 16;

/**
 * Adds a title, a description, a legend and ids to a drawing, for both uses. It has no `style` attribute or script, and
 * inside a page no `<style>` either, so that `style-src 'self'` holds. Only inside a page there are links.
 */
export function chartSvg(drawn: DrawnChart, frame: ChartFrame): ChartImages {
  const { idPrefix, title, description } = frame;
  const [titleId, descriptionId] = [`${idPrefix}-title`, `${idPrefix}-desc`];
  const words =
    `<title id="${titleId}">${escapeSvg(title)}</title>` +
    `<desc id="${descriptionId}">${escapeSvg(description)}</desc>`;
  const labelled = `aria-labelledby="${titleId}" aria-describedby="${descriptionId}"`;
  const font = `font-family="${CHART_FONT}" font-size="${CHART_FONT_PX}px"`;
  const withOwnHatch = (svg: string): string => {
    if (!svg.includes(HATCH_MARKUP)) return svg.replace(HATCH_PLACE, "");
    const id = `${idPrefix}-hatch`;
    return svg.replace(HATCH_PLACE, hatchPattern(id)).replaceAll(HATCH_MARKUP, `"url(#${id})"`);
  };
  const isLinked = drawn.picture.includes("<a ");
  // Links inside an image would not be found.
  const root = `<svg class="chart" role="${isLinked ? "group" : "img"}" ${labelled}${frame.attributes} data-plot="${drawn.plotPx.top} ${drawn.plotPx.height}" width="100%" height="${drawn.heightPx}" ${font}>`;
  const inlineSvg = `${root}${words}${HATCH_PLACE}${frame.lanes === null ? drawn.picture : withoutNames(drawn.picture)}</svg>`;
  return {
    inline: withOwnHatch(
      legendHtml(frame.legend) + (frame.lanes === null ? inlineSvg : withLanes(inlineSvg, frame.lanes)),
    ),
    standalone: withOwnHatch(toFile(drawn, frame, words, `${labelled} ${font}`)),
  };
}

const HATCH_MARKUP = `"${HATCH_FILL}"`;
/** The placeholder of the pattern. No text can contain it, since texts are escaped. */
const HATCH_PLACE = "<defs/>";

function hatchPattern(id: string): string {
  return `<defs><pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M3,0V6" stroke="${chartColor("hatch")}" stroke-width="1.5"/></pattern></defs>`;
}

function withoutNames(picture: string): string {
  return picture.replace(new RegExp(`<g class="${NAMES_MARK}"[^]*?</g>`), "");
}

function withLanes(svg: string, lanes: readonly LaneName[]): string {
  const items = lanes.map(({ label, rowCount }) => {
    return `<li${rowCount > 1 ? ` class="rows-${rowCount}"` : ""}><bdi>${escapeSvg(label)}</bdi></li>`;
  });
  return `<div class="lanes"><ol>${items.join("")}</ol>${svg}</div>`;
}

/** So that a picture explains itself when it is sent to someone. */
function toFile(
  { leftPx, rightPx, heightPx, picture }: DrawnChart,
  { title, context, summary, legend }: ChartFrame,
  words: string,
  attributes: string,
): string {
  const insidePx = FILE_WIDTH_PX - 2 * MARGIN_PX;
  const maxEm = insidePx / CHART_FONT_PX;
  const lines = [context, ...wrapParts(summary, maxEm)].filter((line) => line !== "");
  const heading =
    `<text x="${MARGIN_PX}" y="${MARGIN_PX + TITLE_PX}" font-size="${TITLE_PX}" font-weight="600" fill="${chartColor("ink")}">${escapeSvg(fitText(title, insidePx / TITLE_PX))}</text>` +
    lines
      .map((line, index) => {
        const y = MARGIN_PX + TITLE_PX + (index + 1) * LINE_PX;
        return `<text x="${MARGIN_PX}" y="${y}" fill="${chartColor("text")}">${escapeSvg(fitText(line, maxEm))}</text>`;
      })
      .join("");
  const legendTop = MARGIN_PX + TITLE_PX + lines.length * LINE_PX + 14;
  const rows = legendRows(legend, insidePx);
  const top = legendTop + rows.heightPx + (rows.heightPx === 0 ? 0 : 6);
  const height = top + heightPx + MARGIN_PX;
  const unlinked = picture.replace(/<\/?a(?: [^<>]*)?>/g, "");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" ${attributes} width="${FILE_WIDTH_PX}" height="${height}" viewBox="0 0 ${FILE_WIDTH_PX} ${height}">`,
    words,
    fileStyle(),
    HATCH_PLACE,
    `<rect width="100%" height="100%" fill="${chartColor("background")}"/>`,
    heading,
    `<g transform="translate(${MARGIN_PX},${legendTop})">${rows.svg}</g>`,
    `<svg x="${MARGIN_PX + leftPx}" y="${top}" width="${insidePx - leftPx - rightPx}" height="${heightPx}" overflow="visible">${unlinked}</svg>`,
    "</svg>",
  ].join("");
}

const PART_SEPARATOR = " · ";

/** Breaks a summary between its parts. */
function wrapParts(summary: string, maxEm: number): readonly string[] {
  const lines: string[] = [];
  for (const part of summary.split(PART_SEPARATOR)) {
    const longer = `${lines.at(-1) ?? ""}${PART_SEPARATOR}${part}`;
    if (lines.length > 0 && fitText(longer, maxEm) === longer) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function fileStyle(): string {
  const colors = Object.values(CHART_COLORS);
  const declarations = (scheme: "light" | "dark"): string =>
    `:root{${colors.map((color) => `${color.property}:${color[scheme]}`).join(";")}}`;
  return `<style>${declarations("light")}@media (prefers-color-scheme:dark){${declarations("dark")}}</style>`;
}
