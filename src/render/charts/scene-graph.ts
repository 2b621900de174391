/**
 * The parts of Vega's scene graph that are used: marks, each with the items drawn from its data. Vega does not
 * document this shape, and its types only describe a part of it.
 */
type SceneMark = DrawnMark | { readonly marktype: "group"; readonly items: readonly SceneGroup[] };

/** A visible mark. */
export interface DrawnMark {
  readonly marktype: "area" | "line" | "rect" | "rule" | "shape" | "symbol" | "text";
  /** Vega-lite adds `_marks` to the name in the spec. */
  readonly name?: string;
  /** Nothing of it is drawn outside the plot. */
  readonly clip?: boolean;
  readonly items: readonly SceneItem[];
}

interface SceneGroup {
  readonly items: readonly unknown[];
}

/** `x` and `width` are units of the plot's width, all else is in pixels. An absent or null field is not set. */
export interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  /** The end of a rule; without it, `x`. */
  readonly x2?: number;
  /** The end of a rule; without it, `y`. */
  readonly y2?: number;
  readonly width?: number;
  readonly height?: number;
  readonly cornerRadius?: number;
  /** For a point of a line or an area: false where the line is broken. */
  readonly defined?: boolean;
  readonly interpolate?: string;
  /** The name of a symbol's; of an outline, what writes its path. */
  readonly shape?: string | OutlineShape;
  /** A symbol's, in square pixels. */
  readonly size?: number;
  readonly text?: string;
  /** How far a text is from its place, in pixels. */
  readonly dx?: number;
  readonly align?: "left" | "center" | "right";
  readonly baseline?: "top" | "middle" | "bottom" | "alphabetic";
  readonly font?: string;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly fill?: string | null;
  readonly fillOpacity?: number;
  readonly stroke?: string | null;
  readonly strokeWidth?: number;
  readonly strokeJoin?: string;
  readonly strokeDash?: readonly number[];
  readonly opacity?: number;
}

/** Writes an item's path, as absolute `M`, `L` and `Z`, once its context is null. */
interface OutlineShape {
  readonly context: (context: null) => (item: SceneItem) => string | null;
}

const KNOWN_MARKS: ReadonlySet<unknown> = new Set<SceneMark["marktype"]>([
  "area",
  "group",
  "line",
  "rect",
  "rule",
  "shape",
  "symbol",
  "text",
]);

/** @throws if it is not a mark, or of a kind that no chart uses */
export function readSceneMark(value: unknown): SceneMark {
  if (!isMark(value)) throw new Error("Vega's scene graph is not as expected.");
  if (!KNOWN_MARKS.has(value.marktype)) throw new Error(`Nothing writes a ${String(value.marktype)} mark as SVG.`);
  if (value.clip === true && value.marktype !== "rect") throw new Error("Nothing writes this clipped mark as SVG.");
  return value as SceneMark;
}

interface AnyMark {
  readonly marktype: unknown;
  readonly clip?: unknown;
}

function isMark(value: unknown): value is AnyMark {
  return (
    typeof value === "object" && value !== null && "marktype" in value && "items" in value && Array.isArray(value.items)
  );
}
