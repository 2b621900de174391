import type { Feature } from "geojson";
import type { Runtime, View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { type MarkNotes, sceneSvg } from "./scene-svg.js";

/** Rows by the name of the data set that the spec leaves open. */
export type ChartData = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

/** Outlines with their styles, by the name of the data set. */
export type OutlineData = Readonly<Record<string, readonly (Feature & { readonly fill: string })[]>>;

/** What else may differ from one drawing of a spec to the next. */
interface DrawOptions {
  /** The height of the part inside the padding; without it, the spec's own. */
  readonly heightPx?: number | undefined;
  readonly markNotes?: MarkNotes;
  readonly outlines?: OutlineData | undefined;
}

/** A spec and its data. */
export interface DrawnChart {
  /** Beside the plot. */
  readonly leftPx: number;
  readonly rightPx: number;
  /** The plot's, and what is above and below it. */
  readonly heightPx: number;
  readonly plotPx: { readonly top: number; readonly height: number };
  /** SVG elements. Their horizontal places are shares of the plot's width. */
  readonly picture: string;
}

/** A compiled spec, to be drawn with any data. */
interface Drawer {
  readonly view: View;
  /** The spec's own size. */
  readonly heightPx: number;
  /** Which data sets the last drawing has filled. */
  names: readonly string[];
}

/** A compiled spec. Plain data. */
export type CompiledChart = Runtime;

// Setting a compiled spec up costs more than drawing, and a full build draws a thousand timelines with one spec.
const idleDrawers = new WeakMap<CompiledChart, Drawer>();

/**
 * Compiles a vega-lite spec to the dataflow that {@link drawChart} takes: expensive, and the same for every drawing.
 */
export async function compileChart(spec: TopLevelSpec): Promise<CompiledChart> {
  const { compile } = await import("vega-lite");
  const { parse } = await import("vega");
  return parse(compile(spec).spec);
}

/** Vega computes scales and marks, which become SVG here. Equal input gives equal bytes. */
export async function drawChart(
  spec: CompiledChart,
  data: ChartData,
  { heightPx, markNotes = {}, outlines = {} }: DrawOptions = {},
): Promise<DrawnChart> {
  const idle = idleDrawers.get(spec);
  // Removed while it draws, so that a second drawing at the same time makes its own.
  idleDrawers.delete(spec);
  const drawer = idle ?? (await makeDrawer(spec));
  drawer.view.height(heightPx ?? drawer.heightPx);
  const sets = { ...data, ...outlines };
  for (const name of new Set([...drawer.names, ...Object.keys(sets)])) {
    // Vega modifies the rows that it gets, so they are copies.
    drawer.view.data(
      name,
      (sets[name] ?? []).map((row) => ({ ...row })),
    );
  }
  drawer.names = Object.keys(sets);
  await drawer.view.runAsync();
  const drawn = readDrawn(drawer.view, markNotes);
  idleDrawers.set(spec, drawer);
  return drawn;
}

async function makeDrawer(spec: CompiledChart): Promise<Drawer> {
  const { View } = await import("vega");
  const view = new View(spec, { renderer: "none" });
  return { view, heightPx: view.height(), names: [] };
}

function readDrawn(view: View, markNotes: MarkNotes): DrawnChart {
  const padding = view.padding();
  const { left = 0, right = 0, top = 0, bottom = 0 } = typeof padding === "object" ? padding : {};
  const scenegraph = view.scenegraph();
  const size = { widthUnits: view.width(), heightPx: view.height() };
  const marks = sceneSvg("root" in scenegraph ? scenegraph.root : undefined, size, markNotes);
  return {
    leftPx: left,
    rightPx: right,
    heightPx: top + view.height() + bottom,
    plotPx: { top, height: view.height() },
    picture: `<g fill="none"${top === 0 ? "" : ` transform="translate(0,${top})"`}>${marks}</g>`,
  };
}
