import { BRIEF_MARK, CHART_FONT, CHART_FONT_PX, DETAIL_MARK } from "./chart-style.js";
import { escapeSvg } from "../html/escape-html.js";
import { type DrawnMark, readSceneMark, type SceneItem } from "./scene-graph.js";
import { markShapes, type SvgShape } from "./scene-shapes.js";

/** The tooltips of the items of a mark, in their order, by the mark's name in the spec. */
export type MarkTitles = Readonly<Record<string, readonly string[]>>;

// A viewer waits for every digit.
const MAX_MARK_TITLES = 48;

/**
 * Writes Vega's scene graph as SVG elements. Charts are part of pages that are opened often and over slow lines, so the
 * elements are few and short: attributes that all items of a mark share are on their group, and defaults are not
 * written.
 *
 * @param root a mark of Vega's scene graph
 */
export function sceneSvg(root: unknown, titles: MarkTitles): string {
  const mark = readSceneMark(root);
  if (mark.marktype !== "group") return markSvg(mark, titles);
  return mark.items.map(({ items }) => items.map((item) => sceneSvg(item, titles)).join("")).join("");
}

function markSvg(mark: DrawnMark, titlesByMark: MarkTitles): string {
  if (mark.items.length === 0) return "";
  const name = mark.name?.replace(/_marks$/, "") ?? "";
  const titles = titlesByMark[name] ?? [];
  const hasTitles = titles.length <= MAX_MARK_TITLES;
  const shapes = markShapes(mark);
  // A line has the style of its first point.
  const { shared, own } = sharedAttributes(mark.items.slice(0, shapes.length));
  const className = CLASS_NAME.exec(name)?.[0];
  const isGroup = className !== undefined || shapes.length > 1;
  const elements = shapes.map((shape, index) =>
    elementSvg(shape, (isGroup ? "" : shared) + (own[index] ?? ""), hasTitles ? titles[index] : undefined),
  );
  if (!isGroup) return elements.join("");
  return `<g${className === undefined ? "" : ` class="${className}"`}${shared}>${elements.join("")}</g>`;
}

const CLASS_NAME = new RegExp(`^(?:${DETAIL_MARK}|${BRIEF_MARK})(?=_|$)`);

function elementSvg({ tag, geometry, content }: SvgShape, attributes: string, title: string | undefined): string {
  const inside = title === undefined ? content : `${content}<title>${escapeSvg(title)}</title>`;
  const start = `<${tag}${geometry}${attributes}`;
  return inside === "" ? `${start}/>` : `${start}>${inside}</${tag}>`;
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
