import type { Spec, View } from "vega";
import type { TopLevelSpec } from "vega-lite";

/** Rows by the name of the data set that the spec leaves open. */
export type ChartData = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

/** What else may differ from one drawing of a spec to the next. */
export interface DrawOptions {
  /** Of the part inside the padding; without it, the spec's own. */
  readonly heightPx?: number;
}

/** A spec ready to be drawn with any data. */
interface Drawer {
  readonly view: View;
  /** The spec's own. */
  readonly heightPx: number;
  /** Which data sets the last drawing has filled. */
  names: readonly string[];
}

// Parsing a spec and its expressions costs more than drawing, and a full build draws a thousand timelines of one spec.
const idleDrawers = new WeakMap<Spec, Drawer>();

/** A vega-lite spec as the Vega spec that {@link drawChart} wants: costly, and the same for every drawing. */
export async function compileChart(spec: TopLevelSpec): Promise<Spec> {
  const { compile } = await import("vega-lite");
  return compile(spec).spec;
}

/** Vega's own SVG for a compiled spec and its data. Equal input gives equal bytes. */
export async function drawChart(spec: Spec, data: ChartData, { heightPx }: DrawOptions = {}): Promise<string> {
  const vega = await import("vega");
  // Else the numbers in ids would go on counting from one chart to the next.
  vega.resetSVGDefIds();
  // Taken away while it draws: a second drawing meanwhile makes one of its own.
  const drawer = idleDrawers.get(spec) ?? newDrawer(new vega.View(vega.parse(spec), { renderer: "none" }));
  idleDrawers.delete(spec);
  drawer.view.height(heightPx ?? drawer.heightPx);
  for (const name of new Set([...drawer.names, ...Object.keys(data)])) {
    // Vega marks the rows that it is given, so they are copies.
    drawer.view.data(
      name,
      (data[name] ?? []).map((row) => ({ ...row })),
    );
  }
  drawer.names = Object.keys(data);
  const svg = await drawer.view.toSVG();
  idleDrawers.set(spec, drawer);
  return svg;
}

function newDrawer(view: View): Drawer {
  return { view, heightPx: view.height(), names: [] };
}
