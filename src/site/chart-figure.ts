/** A drawn chart. */
export interface ChartFigure {
  /** Finished SVG, safe to place in a page as it is. */
  readonly svg: string;
  /** The same chart alone, in `out/`. */
  readonly path: string;
}
