import type { AxisScale } from "./axis-scale.js";

/** One kind of figures as bars, with its own scale. */
export interface BarRow {
  readonly heading: string;
  /** One for each slot. */
  readonly values: readonly number[];
  readonly scale: AxisScale;
}
