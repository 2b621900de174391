import { escapeSvg } from "../html/escape-html.js";
import type { DrawnMark, SceneItem } from "./scene-graph.js";
import { StraightPath, tenthsText, toTenths } from "./svg-path.js";

/** An SVG element without colours. */
export interface SvgShape {
  readonly tag: "circle" | "line" | "path" | "rect" | "text";
  /** Attributes, each with a space before it. */
  readonly geometry: string;
  /** Escaped. */
  readonly content: string;
}

/**
 * The elements of a mark: one for each item, except that the items of a line or an area are the points of one path.
 * Horizontal places are shares of the width, but those of a path are units.
 *
 * @param widthUnits how many units the plot is wide
 */
export function markShapes({ marktype, items }: DrawnMark, widthUnits: number): readonly SvgShape[] {
  const across = toShare(widthUnits);
  switch (marktype) {
    case "area":
    case "line":
      return [stepPath(items, marktype)];
    case "rect":
      return items.map((item) => rectShape(item, across));
    case "rule":
      return items.map((item) => ruleShape(item, across));
    case "shape":
      return items.map(outlineShape);
    case "symbol":
      return items.map((item) => circleShape(item, across));
    case "text":
      return items.map((item) => textShape(item, across));
  }
}

/** Rings that are smaller are left out: no one would see them. */
const MIN_RING = 2;

/** The path that Vega has projected, with fewer digits and without details that are too small to see. */
function outlineShape(item: SceneItem): SvgShape {
  if (typeof item.shape !== "object" && typeof item.shape !== "function") throw new Error("An outline has no shape.");
  const rings = (item.shape.context(null)(item) ?? "").split("M").slice(1).map(readRing);
  const largest = rings.reduce((most, ring) => Math.max(most, toSize(ring)), 0);
  const path = new StraightPath();
  for (const ring of rings) {
    if (toSize(ring) < Math.min(MIN_RING, largest)) continue;
    ring.forEach(([x, y], index) => {
      if (index === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    path.close();
  }
  return { tag: "path", geometry: ` d="${path.text()}"`, content: "" };
}

type RingPoint = readonly [x: number, y: number];

/** `1.23,4.56L7.89,1Z` */
function readRing(text: string): readonly RingPoint[] {
  return text
    .replace(/Z.*$/s, "")
    .split("L")
    .map((point) => {
      const [x = 0, y = 0] = point.split(",").map(Number);
      return [x, y] as const;
    });
}

/** The longer side of the box around it. */
function toSize(ring: readonly RingPoint[]): number {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

/** Draws each part between two breaks: the line of its points, and for an area the way back along its lower edge. */
function stepPath(items: readonly SceneItem[], marktype: "area" | "line"): SvgShape {
  const path = new StraightPath();
  for (const part of definedParts(items)) {
    part.forEach(({ x = 0, y = 0, interpolate }, index) => {
      if (interpolate !== "step-after") throw new Error(`No line is written as ${String(interpolate)}.`);
      if (index === 0) path.moveTo(x, y);
      path.lineTo(x, part[index - 1]?.y ?? y);
      path.lineTo(x, y);
    });
    if (marktype === "line") continue;
    [...part].reverse().forEach(({ x = 0, y = 0, height = 0 }, index, reversed) => {
      path.lineTo(reversed[index - 1]?.x ?? x, y + height);
      path.lineTo(x, y + height);
    });
    path.close();
  }
  return { tag: "path", geometry: ` d="${path.text()}"`, content: "" };
}

function definedParts(items: readonly SceneItem[]): readonly (readonly SceneItem[])[] {
  const parts: SceneItem[][] = [];
  items.forEach((item, index) => {
    if (item.defined === false) return;
    if (index === 0 || items[index - 1]?.defined === false) parts.push([]);
    parts.at(-1)?.push(item);
  });
  return parts;
}

/** Edges are rounded, not sizes, so that neighbours still touch. */
function rectShape(item: SceneItem, across: Across): SvgShape {
  const { x = 0, y = 0, width = 0, height = 0, cornerRadius = 0 } = item;
  const [left, top] = [across(x), toTenths(y)];
  // Browsers draw no border around a rectangle without a width or a height.
  const least = item.stroke ? 1 : 0;
  const wide = Math.max(least, across(x + width) - left);
  const high = Math.max(least, toTenths(y + height) - top);
  const geometry =
    share("x", left) +
    place("y", top) +
    share("width", wide) +
    place("height", high) +
    place("rx", toTenths(cornerRadius));
  return { tag: "rect", geometry, content: "" };
}

function ruleShape({ x, y, x2 = x, y2 = y }: SceneItem, across: Across): SvgShape {
  const geometry =
    share("x1", across(x)) + place("y1", toTenths(y)) + share("x2", across(x2)) + place("y2", toTenths(y2));
  return { tag: "line", geometry, content: "" };
}

function circleShape({ x, y, shape, size = 0 }: SceneItem, across: Across): SvgShape {
  if (shape !== "circle") throw new Error(`No symbol is written as ${JSON.stringify(shape)}.`);
  const radius = toTenths(Math.sqrt(size) / 2);
  const geometry = share("cx", across(x)) + place("cy", toTenths(y)) + place("r", radius);
  return { tag: "circle", geometry, content: "" };
}

/** Browsers place a text by its baseline. Vega knows where that is in most fonts, as a share of their size. */
const BASELINE_SHARE = { top: 0.79, middle: 0.3, bottom: -0.21, alphabetic: 0 } as const;

function textShape(
  { x, y = 0, text = "", baseline = "alphabetic", fontSize = 11 }: SceneItem,
  across: Across,
): SvgShape {
  const baselinePx = y + Math.round(BASELINE_SHARE[baseline] * fontSize);
  const geometry = share("x", across(x)) + place("y", toTenths(baselinePx));
  return { tag: "text", geometry, content: escapeSvg(text) };
}

/** Units → hundredths of a percent of the width. */
type Across = (units: number | undefined) => number;

function toShare(widthUnits: number): Across {
  return (units = 0) => Math.round((units / widthUnits) * 10_000) || 0;
}

/** Empty for 0, which need not be written. */
function share(name: string, hundredths: number): string {
  return hundredths === 0 ? "" : ` ${name}="${String(hundredths / 100).replace(/^(-?)0\./, "$1.")}%"`;
}

/** Empty for 0, which need not be written. */
function place(name: string, tenths: number): string {
  return tenths === 0 ? "" : ` ${name}="${tenthsText(tenths)}"`;
}
