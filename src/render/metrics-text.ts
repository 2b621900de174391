import type { MetricFamily } from "../site/metrics/metric-family.js";

/*
 * The text format of Prometheus, version 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */

const MERGE: Readonly<Record<MetricFamily["mergeEqual"], (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  least: Math.min,
  most: Math.max,
};

/** Families without samples are left out. No sample has a time: Prometheus uses the time of its request. */
export function renderMetrics(families: readonly MetricFamily[]): string {
  return families.map(renderFamily).join("");
}

function renderFamily({ name, type, help, labelNames, mergeEqual, samples }: MetricFamily): string {
  if (samples.length === 0) return "";
  const merge = MERGE[mergeEqual];
  const values = new Map<string, number>();
  for (const [labels, value] of samples) {
    const text = renderLabels(labelNames, labels);
    const known = values.get(text);
    values.set(text, known === undefined ? value : merge(known, value));
  }
  let lines = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  for (const [labels, value] of values) lines += `${name}${labels} ${value}\n`;
  return lines;
}

function renderLabels(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return "";
  return `{${names.map((name, place) => `${name}="${escapeValue(values[place] ?? "")}"`).join(",")}}`;
}

const NEEDS_ESCAPE = /[\\"\n]/;

/** Any other character is written as it is. */
function escapeValue(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value;
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
