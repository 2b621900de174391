import type { Session } from "../../history/session.js";
import type { SourceView } from "../site-input.js";

/** Samples of one name. */
export interface MetricFamily {
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly help: string;
  readonly labelNames: readonly string[];
  /** What counts if several samples have the same labels: Prometheus refuses all of them. */
  readonly mergeEqual: "sum" | "least" | "most";
  readonly samples: readonly MetricSample[];
}

/** The values of the labels, in the order of their names. */
export type MetricSample = readonly [labels: readonly string[], value: number];

/** @param name what follows the program's name */
export function ownGauge(
  name: string,
  help: string,
  labelNames: readonly string[],
  mergeEqual: MetricFamily["mergeEqual"],
  samples: readonly MetricSample[],
): MetricFamily {
  return { name: `openvpn_status_site_${name}`, type: "gauge", help, labelNames, mergeEqual, samples };
}

/** No samples for unknown values. */
export function toSample(labels: readonly string[], value: number | null): readonly MetricSample[] {
  return value === null ? [] : [[labels, value]];
}

/** A source whose status was read, with the sessions of its server. */
export type ReadSource = SourceView & { readonly sessions: readonly Session[] };

/** Whether this run has a status of the source. */
export function isRead({ state }: SourceView): boolean {
  return state === "ok" || state === "stale";
}
