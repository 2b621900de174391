import type { Runtime, Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";

/** Rows by the name of the data set that the spec leaves open. */
export type ChartData = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

/** What else may differ from one drawing of a spec to the next. */
export interface DrawOptions {
  /** Of the part inside the padding; without it, the spec's own. */
  readonly heightPx?: number;
}

// Parsing costs a third of a drawing, and a full build draws a thousand timelines of one spec.
const runtimeBySpec = new WeakMap<Spec, Runtime>();

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
  let runtime = runtimeBySpec.get(spec);
  if (runtime === undefined) {
    runtime = vega.parse(spec);
    runtimeBySpec.set(spec, runtime);
  }
  const view = new vega.View(runtime, { renderer: "none" });
  try {
    if (heightPx !== undefined) view.height(heightPx);
    // Vega marks the rows that it is given, so they are copies.
    for (const [name, rows] of Object.entries(data))
      view.data(
        name,
        rows.map((row) => ({ ...row })),
      );
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
