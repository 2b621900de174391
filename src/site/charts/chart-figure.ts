import type { ConnectionsDrawing } from "./connections/connections-figure.js";
import type { HoursDrawing } from "./hours/hours-figure.js";
import type { TimelineDrawing } from "./timeline/timeline-figure.js";
import type { TrafficDrawing } from "./traffic/traffic-figure.js";
import type { PeriodCountsDrawing } from "./period-counts/period-counts-figure.js";
import type { UserDaysDrawing } from "./user-days/user-days-figure.js";
import type { Figure } from "./figure.js";

/**
 * Everything that a picture depends on, with every label that it shows. Plain data: drawings with equal JSON give equal
 * pictures, which need not be drawn again.
 */
export type ChartDrawing =
  ConnectionsDrawing | TrafficDrawing | HoursDrawing | TimelineDrawing | PeriodCountsDrawing | UserDaysDrawing;

export type ChartFigure = Figure<ChartDrawing>;

/** A chart that a page shows and that has a file of its own. */
export interface SiteChart {
  readonly path: string;
  readonly makeFigure: () => ChartFigure;
}
