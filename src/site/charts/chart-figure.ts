import type { ConnectionsDrawing } from "./connections/connections-figure.js";
import type { HoursDrawing } from "./hours/hours-figure.js";
import type { TimelineDrawing } from "./timeline/timeline-figure.js";
import type { TrafficDrawing } from "./traffic/traffic-figure.js";
import type { PeriodCountsDrawing } from "./period-counts-figure.js";
import type { UserDaysDrawing } from "./user-days/user-days-figure.js";

/** A chart of a page: its words, the same facts as a table, and what its picture is drawn of. Texts are plain. */
export interface ChartFigure<Drawing extends ChartDrawing = ChartDrawing> {
  /** Where the chart alone is in `out/`. */
  readonly path: string;
  readonly title: string;
  /** Says what the picture shows, for those who do not see it. */
  readonly description: string;
  /** Stands beside the picture, for those who do; may be empty. */
  readonly summary: string;
  readonly table: ChartTable;
  readonly drawing: Drawing;
}

/** A chart that a page shows and that has a file of its own. */
export interface SiteChart {
  readonly path: string;
  readonly makeFigure: () => ChartFigure;
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

/**
 * All that a picture is a function of, with every label that it shows: plain data, so that equal drawings can be told
 * from their JSON and need not be drawn again.
 */
export type ChartDrawing =
  ConnectionsDrawing | TrafficDrawing | HoursDrawing | TimelineDrawing | PeriodCountsDrawing | UserDaysDrawing;
