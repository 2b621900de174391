import { ownGauge, type MetricFamily } from "./metric-family.js";

/** How a run of `gen` went. Times are epoch seconds. */
export interface RunFigures {
  readonly endedSeconds: number;
  readonly durationSeconds: number;
  /** What kept it from its work; null: nothing. */
  readonly problem: string | null;
  /** When a run last did its work; null if none is known. */
  readonly successSeconds: number | null;
}

/** The metrics about the run, which only the file for node_exporter has. */
export function runMetrics({
  endedSeconds,
  durationSeconds,
  problem,
  successSeconds,
}: RunFigures): readonly MetricFamily[] {
  const single = (name: string, help: string, value: number): MetricFamily =>
    ownGauge(name, help, [], "most", [[[], value]]);
  return [
    single("last_run_success", "Whether the last run did its work.", problem === null ? 1 : 0),
    single("last_run_duration_seconds", "How long the last run took.", durationSeconds),
    single("last_run_time_seconds", "When the last run ended, in seconds since 1970.", endedSeconds),
    ...(successSeconds === null
      ? []
      : [single("last_success_time_seconds", "When a run last did its work, in seconds since 1970.", successSeconds)]),
  ];
}
