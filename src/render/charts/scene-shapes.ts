import { escapeSvg } from "../html/escape-html.js";
import type { DrawnMark, SceneItem } from "./scene-graph.js";
import { StraightPath, tenthsText, toTenths } from "./svg-path.js";

/** An SVG element without colours. */
export interface SvgShape {
  readonly tag: "line" | "path" | "rect" | "text";
  /** Attributes, each with a space before it. */
  readonly geometry: string;
  /** Escaped. */
  readonly content: string;
}

/** The elements of a mark: one for each item, except that the items of a line or an area are the points of one path. */
export function markShapes({ marktype, items }: DrawnMark): readonly SvgShape[] {
  switch (marktype) {
    case "area":
    case "line":
      return [stepPath(items, marktype)];
    case "rect":
      return items.map(rectShape);
    case "rule":
      return items.map(ruleShape);
    case "symbol":
      return items.map(diamondShape);
    case "text":
      return items.map(textShape);
  }
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
function rectShape(item: SceneItem): SvgShape {
  const { x = 0, y = 0, width = 0, height = 0 } = item;
  const [left, top] = [toTenths(x), toTenths(y)];
  // Browsers draw no border around a rectangle without a width or a height.
  const least = item.stroke ? 1 : 0;
  const wide = Math.max(least, toTenths(x + width) - left);
  const high = Math.max(least, toTenths(y + height) - top);
  const [topLeft = 0, topRight = 0, bottomRight = 0, bottomLeft = 0] = [
    item.cornerRadiusTopLeft,
    item.cornerRadiusTopRight,
    item.cornerRadiusBottomRight,
    item.cornerRadiusBottomLeft,
  ].map((radius) => Math.min(toTenths(radius), Math.floor(Math.min(wide, high) / 2)));
  if (topLeft === topRight && topLeft === bottomRight && topLeft === bottomLeft) {
    const geometry =
      place("x", left) + place("y", top) + place("width", wide) + place("height", high) + place("rx", topLeft);
    return { tag: "rect", geometry, content: "" };
  }
  const path = [
    `M${tenthsText(left + topLeft)},${tenthsText(top)}h${tenthsText(wide - topLeft - topRight)}`,
    corner(topRight, 1, 1),
    `v${tenthsText(high - topRight - bottomRight)}`,
    corner(bottomRight, -1, 1),
    `h${tenthsText(bottomLeft + bottomRight - wide)}`,
    corner(bottomLeft, -1, -1),
    `v${tenthsText(topLeft + bottomLeft - high)}`,
    corner(topLeft, 1, -1),
  ];
  return { tag: "path", geometry: ` d="${path.join("")}Z"`, content: "" };
}

/** A quarter of a circle, clockwise. */
function corner(radius: number, right: 1 | -1, down: 1 | -1): string {
  if (radius === 0) return "";
  const size = tenthsText(radius);
  return `a${size},${size},0,0,1,${tenthsText(right * radius)},${tenthsText(down * radius)}`;
}

function ruleShape({ x, y, x2 = x, y2 = y }: SceneItem): SvgShape {
  const geometry =
    place("x1", toTenths(x)) + place("y1", toTenths(y)) + place("x2", toTenths(x2)) + place("y2", toTenths(y2));
  return { tag: "line", geometry, content: "" };
}

function diamondShape({ x = 0, y = 0, shape, size = 0 }: SceneItem): SvgShape {
  if (shape !== "diamond") throw new Error(`No symbol is written as ${String(shape)}.`);
  const radius = Math.sqrt(size) / 2;
  const path = new StraightPath();
  path.moveTo(x - radius, y);
  path.lineTo(x, y - radius);
  path.lineTo(x + radius, y);
  path.lineTo(x, y + radius);
  path.close();
  return { tag: "path", geometry: ` d="${path.text()}"`, content: "" };
}

/** Browsers place a text by its baseline. Vega knows where that is in most fonts, as a share of their size. */
const BASELINE_SHARE = { top: 0.79, middle: 0.3, bottom: -0.21, alphabetic: 0 } as const;

function textShape({ x, y = 0, text = "", baseline = "alphabetic", fontSize = 11 }: SceneItem): SvgShape {
  const baselinePx = y + Math.round(BASELINE_SHARE[baseline] * fontSize);
  const geometry = place("x", toTenths(x)) + place("y", toTenths(baselinePx));
  return { tag: "text", geometry, content: escapeSvg(text) };
}

/** Empty for 0, which need not be written. */
function place(name: string, tenths: number): string {
  return tenths === 0 ? "" : ` ${name}="${tenthsText(tenths)}"`;
}
