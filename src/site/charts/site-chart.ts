import type { SiteInput } from "../site-input.js";
import { visibleText } from "../../text/format/visible-text.js";
import type { Figure } from "./figure.js";
import { joinParts } from "./gap-words.js";
import type { ConnectionsDrawing } from "./connections/connections-figure.js";
import type { HoursDrawing } from "./hours/hours-figure.js";
import type { PeriodCountsDrawing } from "./period-counts/period-counts-figure.js";
import type { TimelineDrawing } from "./timeline/timeline-figure.js";
import type { TrafficDrawing } from "./traffic/traffic-figure.js";
import type { UsageDrawing } from "./usage/usage-figure.js";
import type { UserDaysDrawing } from "./user-days/user-days-figure.js";
import type { WorldDrawing } from "./world/world-figure.js";

/**
 * Everything that a picture depends on, with every label that it shows. Plain data: drawings with equal JSON give equal
 * pictures, which need not be drawn again.
 */
export type ChartDrawing =
  | ConnectionsDrawing
  | TrafficDrawing
  | HoursDrawing
  | TimelineDrawing
  | PeriodCountsDrawing
  | UserDaysDrawing
  | UsageDrawing
  | WorldDrawing;

export type ChartFigure = Figure<ChartDrawing>;

/** A chart that a page shows and that has its own file. */
export interface SiteChart {
  readonly path: string;
  readonly makeFigure: () => ChartFigure;
  /** Changes with the figure, and costs less; absent where nothing does. */
  readonly key?: string;
}

/** Names the site and the server in the words of the chart's own file, which may be sent to someone. */
export function inSite({ title }: Pick<SiteInput, "title">, server: string | null, figure: ChartFigure): ChartFigure {
  const names = [title, server ?? "", figure.context].map(visibleText);
  return { ...figure, context: joinParts(names) };
}

/** Caches the figure: every run uses the charts of the live pages several times. */
export function makeKeptChart(path: string, make: () => ChartFigure): SiteChart {
  let figure: ChartFigure | undefined;
  return { path, makeFigure: () => (figure ??= make()) };
}
