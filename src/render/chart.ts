import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";

/** Rows by the name of the data set that the spec leaves open. */
export type ChartData = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

/** A vega-lite spec as the Vega spec that {@link drawChart} wants: costly, and the same for every drawing. */
export async function compileChart(spec: TopLevelSpec): Promise<Spec> {
  const { compile } = await import("vega-lite");
  return compile(spec).spec;
}

/** Vega's own SVG for a compiled spec and its data. Equal input gives equal bytes. */
export async function drawChart(spec: Spec, data: ChartData): Promise<string> {
  const vega = await import("vega");
  // Else the numbers in ids would go on counting from one chart to the next.
  vega.resetSVGDefIds();
  const withData: Spec = {
    ...spec,
    data: (spec.data ?? []).map((set) => (set.name in data ? { ...set, values: [...(data[set.name] ?? [])] } : set)),
  };
  const view = new vega.View(vega.parse(withData), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
