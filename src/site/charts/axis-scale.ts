/** A scale from zero to its top, which alone has a label. */
export interface AxisScale {
  readonly top: number;
  /** The top without its unit; empty: the scale has no labels. */
  readonly label: string;
  readonly unit: string;
}

const ROUND_FACTORS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The first round number that is not smaller: the top of a scale, so that little of its height is empty. */
export function roundTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  return (
    ROUND_FACTORS.map((factor) => Number((factor * power).toPrecision(2))).find((top) => top >= highest) ?? highest
  );
}
