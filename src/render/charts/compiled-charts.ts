import { createHash } from "node:crypto";
import type { TopLevelSpec } from "vega-lite";
import { compileChart, type CompiledChart } from "./chart.js";

/** Compiled specs by their source. Compiling needs another library, and takes longer than drawing. */
export type CompiledCharts = Readonly<Record<string, CompiledChart>>;

/** Compiles specs in advance, for {@link compiledChart}. */
export async function compileCharts(specs: readonly TopLevelSpec[]): Promise<CompiledCharts> {
  const compiled: Record<string, CompiledChart> = {};
  for (const spec of specs) compiled[toKey(spec)] = await compileChart(spec);
  return compiled;
}

const compiledBySpec = new Map<TopLevelSpec, Promise<CompiledChart>>();

/** A compiled spec: in advance, or else now, but only once. */
export function compiledChart(spec: TopLevelSpec, ahead: CompiledCharts): Promise<CompiledChart> {
  let compiled = compiledBySpec.get(spec);
  if (compiled === undefined) {
    const known = ahead[toKey(spec)];
    compiled = known === undefined ? compileChart(spec) : Promise.resolve(known);
    compiledBySpec.set(spec, compiled);
  }
  return compiled;
}

function toKey(spec: TopLevelSpec): string {
  return createHash("sha256").update(JSON.stringify(spec)).digest("base64url");
}
