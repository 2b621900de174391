import { BRIEF_MARK, CHART_FONT, CHART_FONT_PX, DETAIL_MARK } from "./chart-style.js";
import { escapeSvg } from "../html/escape-html.js";
import { type DrawnMark, readSceneMark, type SceneItem } from "./scene-graph.js";
import { markShapes, type SvgShape } from "./scene-shapes.js";

/** By a mark's name in the spec: what hovering tells of its items, in their order. */
export type MarkTitles = Readonly<Record<string, readonly string[]>>;

// A viewer waits for every one of them.
const MAX_MARK_TITLES = 48;

/**
 * Vega's scene graph as SVG elements. A chart stands in a page that is looked at often and over slow lines, so they are
 * few and short: what all items of a mark have alike, their group has, and nothing is written that is so by default.
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
  // A line looks as its first point says.
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

/** Those that a group passes on to what is in it. None has a value that is so by default. */
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

/** What all items have, and what each has besides. */
function sharedAttributes(items: readonly SceneItem[]): { readonly shared: string; readonly own: readonly string[] } {
  let shared = "";
  // Of a group, opacity is another thing than of each of its items.
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
