/** A chart of a page: its words, the same facts as a table, and what its picture is drawn of. Texts are plain. */
export interface Figure<Drawing> {
  /** The path of the chart's own file in `out/`. */
  readonly path: string;
  readonly title: string;
  /** Describes the picture, for those who do not see it. */
  readonly description: string;
  /** The context that a picture alone lacks: which site, server or user, and when. */
  readonly context: string;
  /** Shown beside the picture, for those who see it; may be empty. */
  readonly summary: string;
  readonly legend: readonly LegendEntry[];
  readonly readOut: ReadOut;
  /** Null where the page itself has such a table. */
  readonly table: ChartTable | null;
  readonly drawing: Drawing;
}

/** The meaning of a sign in the picture. */
export interface LegendEntry {
  readonly sign: LegendSign;
  readonly label: string;
}

/** Numbers are the steps of a heat map: 0 is nobody, 5 the most. */
export type LegendSign = "line" | "out" | "soft" | "dot" | "peak" | "gap" | "record" | HeatStep;
export type HeatStep = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * Where the page's script gets the values of a chart: from steps that are listed here, from the titles of its periods
 * (`slots`) or bars, or from the cells of its table (`grid`).
 */
export type ReadOut =
  | {
      readonly kind: "steps";
      /** Charts of one page with the same axis are read together. */
      readonly axis: string;
      /** What clocks show where the chart begins, and where they are changed. */
      readonly clock: readonly { readonly share: number; readonly minuteOfDay: number }[];
      readonly steps: readonly ReadOutStep[];
    }
  | { readonly kind: "slots" | "bars" | "grid" }
  /** Not read out: it has tooltips and a table. */
  | { readonly kind: "map" };

export interface ReadOutStep {
  /** Where it begins, as a share of the chart's width. */
  readonly share: number;
  readonly text: string;
}

/** A chart's facts in words. */
export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly ChartColumn[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

interface ChartColumn {
  readonly title: string;
  readonly isNumber: boolean;
}
