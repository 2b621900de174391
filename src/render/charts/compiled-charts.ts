import { createHash } from "node:crypto";
import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { compileChart } from "./chart.js";

/** Compiled specs by what they were compiled of: compiling takes a library of its own and longer than drawing. */
export type CompiledCharts = Readonly<Record<string, Spec>>;

/** Compiles specs ahead, for {@link compiledChart} to find. */
export async function compileCharts(specs: readonly TopLevelSpec[]): Promise<CompiledCharts> {
  const compiled: Record<string, Spec> = {};
  for (const spec of specs) compiled[toKey(spec)] = await compileChart(spec);
  return compiled;
}

const compiledBySpec = new Map<TopLevelSpec, Promise<Spec>>();

/** A spec compiled: ahead if it was, else now, but once. */
export function compiledChart(spec: TopLevelSpec, ahead: CompiledCharts): Promise<Spec> {
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
