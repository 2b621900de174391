/** A chart of a page: its words, the same facts as a table, and what its picture is drawn of. Texts are plain. */
export interface Figure<Drawing> {
  /** The path of the chart's own file in `out/`. */
  readonly path: string;
  readonly title: string;
  /** Says what the picture shows, for those who do not see it. */
  readonly description: string;
  /** Shown beside the picture, for those who do; may be empty. */
  readonly summary: string;
  readonly table: ChartTable;
  readonly drawing: Drawing;
}

/** A chart's facts in words. */
export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly ChartColumn[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

export interface ChartColumn {
  readonly title: string;
  readonly isNumber: boolean;
}
