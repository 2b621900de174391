import { CHART_FONT, CHART_FONT_PX, FROM_400, FROM_560, NAMES_MARK, SLOT_MARK } from "./chart-style.js";
import { escapeSvg } from "../html/escape-html.js";
import { type DrawnMark, readSceneMark, type SceneItem } from "./scene-graph.js";
import { markShapes, type SvgShape } from "./scene-shapes.js";
import { tenthsText, toTenths } from "./svg-path.js";

/** The title and link of an item of a mark. */
interface ItemNote {
  /** The tooltip. */
  readonly title: string;
  /** `/` and a path in `out/`, which a page makes relative to itself; absent: nowhere. */
  readonly href?: string | undefined;
}

/** The notes of the items of a mark, in their order, by the mark's name in the spec. */
export type MarkNotes = Readonly<Record<string, readonly ItemNote[]>>;

/** The part of a drawing inside its padding. */
interface PlotSize {
  readonly widthUnits: number;
  readonly heightPx: number;
}

// A viewer waits for every digit.
const MAX_MARK_NOTES = 400;

/**
 * Writes Vega's scene graph as SVG elements. Charts are part of pages that are opened often and over slow lines, so the
 * elements are few and short: attributes that all items of a mark share are on their group, and defaults are not
 * written. Horizontal places are shares of the width, so that a chart fills any width while its texts keep their size.
 *
 * @param root a mark of Vega's scene graph
 */
export function sceneSvg(root: unknown, size: PlotSize, notes: MarkNotes): string {
  const mark = readSceneMark(root);
  if (mark.marktype !== "group") return markSvg(mark, size, notes);
  return mark.items.map(({ items }) => items.map((item) => sceneSvg(item, size, notes)).join("")).join("");
}

function markSvg(mark: DrawnMark, size: PlotSize, notesByMark: MarkNotes): string {
  if (mark.items.length === 0) return "";
  const name = mark.name?.replace(/_marks$/, "") ?? "";
  const notes = notesByMark[name] ?? [];
  const hasNotes = notes.length <= MAX_MARK_NOTES;
  const shapes = markShapes(mark, size.widthUnits);
  // A line has the style of its first point.
  const { shared, own } = sharedAttributes(mark.items.slice(0, shapes.length));
  const className = CLASS_NAME.exec(name)?.[0];
  const isGroup = className !== undefined || shapes.length > 1;
  const elements = shapes.map((shape, index) =>
    elementSvg(shape, (isGroup ? "" : shared) + (own[index] ?? ""), hasNotes ? notes[index] : undefined),
  );
  const svg = isGroup
    ? `<g${className === undefined ? "" : ` class="${className}"`}${shared}>${elements.join("")}</g>`
    : elements.join("");
  if (mark.marktype === "shape") return inProportion(svg, size);
  if (mark.clip === true) return `<svg>${svg}</svg>`;
  return mark.marktype === "area" || mark.marktype === "line" ? stretched(svg, size) : svg;
}

/** A path has no shares of the width, so it is stretched, but not its lines. */
function stretched(svg: string, { widthUnits, heightPx }: PlotSize): string {
  const height = tenthsText(toTenths(heightPx));
  const view = `height="${height}" viewBox="0 0 ${widthUnits} ${height}" preserveAspectRatio="none" overflow="visible"`;
  return `<svg ${view}>${svg.replace("<path", '<path vector-effect="non-scaling-stroke"')}</svg>`;
}

/** A map is as large as the chart allows, and keeps its proportions. */
function inProportion(svg: string, { widthUnits, heightPx }: PlotSize): string {
  return `<svg width="100%" height="100%" viewBox="0 0 ${widthUnits} ${tenthsText(toTenths(heightPx))}">${svg}</svg>`;
}

const CLASS_NAME = new RegExp(`^(?:${FROM_400}|${FROM_560}|${SLOT_MARK}|${NAMES_MARK})(?=_|$)`);

function elementSvg({ tag, geometry, content }: SvgShape, attributes: string, note: ItemNote | undefined): string {
  const inside = note === undefined ? content : `${content}<title>${escapeSvg(note.title)}</title>`;
  const start = `<${tag}${geometry}${attributes}`;
  const element = inside === "" ? `${start}/>` : `${start}>${inside}</${tag}>`;
  return note?.href === undefined ? element : `<a href="${escapeSvg(note.href)}">${element}</a>`;
}

type AttributeValue = string | number | undefined;

const ANCHORS = { left: undefined, center: "middle", right: "end" } as const;

/** The attributes that elements inherit from their group, which do not have their default value. */
const INHERITED: readonly (readonly [name: string, read: (item: SceneItem) => AttributeValue])[] = [
  ["fill", ({ fill }) => unless("none", fill)],
  ["fill-opacity", ({ fillOpacity }) => unless(1, fillOpacity)],
  ["stroke", ({ stroke }) => unless("none", stroke)],
  ["stroke-width", ({ strokeWidth }) => unless(1, strokeWidth)],
  ["stroke-linejoin", ({ strokeJoin }) => unless("miter", strokeJoin)],
  ["stroke-dasharray", ({ strokeDash }) => strokeDash?.join()],
  ["text-anchor", ({ align }) => align && ANCHORS[align]],
  ["transform", ({ dx }) => (dx === undefined || dx === 0 ? undefined : `translate(${dx})`)],
  ["font-family", ({ font }) => unless(CHART_FONT, font)],
  ["font-size", ({ fontSize }) => unless(CHART_FONT_PX, fontSize)],
  ["font-weight", ({ fontWeight }) => unless("normal", fontWeight)],
];

function unless<Value extends string | number>(byDefault: Value, value: Value | null | undefined): Value | undefined {
  return value === byDefault ? undefined : (value ?? undefined);
}

/** The attributes that all items share, and the others of each. */
function sharedAttributes(items: readonly SceneItem[]): { readonly shared: string; readonly own: readonly string[] } {
  let shared = "";
  // The opacity of a group is not the same as the opacity of each of its items.
  let own = items.map(({ opacity }) => attributeSvg("opacity", unless(1, opacity)));
  for (const [name, read] of INHERITED) {
    const values = items.map(read);
    if (values.every((value) => value === values[0])) shared += attributeSvg(name, values[0]);
    else own = own.map((attributes, index) => attributes + attributeSvg(name, values[index]));
  }
  return { shared, own };
}

function attributeSvg(name: string, value: AttributeValue): string {
  return value === undefined ? "" : ` ${name}="${escapeSvg(String(value))}"`;
}
