/** How much went on in a day or a month. */
export interface Counts {
  /** Sessions that began. */
  readonly sessions: number;
  /** Whoever was connected. */
  readonly users: number;
  /** The most sessions at one time. */
  readonly peak: number;
}

/** A day, `2026-11-21`, or a month, `2026-11`, in a chart. */
export interface PeriodCounts {
  readonly period: string;
  readonly state: PeriodState;
  /** All zero where nothing was recorded. */
  readonly counts: Counts;
}

/** Recorded: someone was connected, or somebody looked and nobody was. */
export type PeriodState = "recorded" | "unrecorded" | "to-come";

export const NO_COUNTS: Counts = { sessions: 0, users: 0, peak: 0 };
