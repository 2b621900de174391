import type { TopLevelSpec } from "vega-lite";
import type { ChartDrawing, ChartFigure } from "../../site/charts/chart-figure.js";
import { CONNECTIONS_SPEC, connectionsChartData } from "./chart-connections-spec.js";
import { GAP_MARK } from "./chart-day-layers.js";
import { HOURS_SPEC, hoursChartData } from "./chart-hours-spec.js";
import { TIMELINE_SPEC, timelineChartData, timelineHeightPx, timelineTitles } from "./chart-timeline-spec.js";
import { TRAFFIC_SPEC, trafficChartData } from "./chart-traffic-spec.js";
import { HOVER_MARK } from "./chart-period-axis.js";
import { PERIOD_COUNTS_SPEC, periodCountsData } from "./chart-period-counts-spec.js";
import { chartSvg, type ChartImages } from "./chart-svg.js";
import type { MarkTitles } from "./scene-svg.js";
import { USER_DAYS_SPEC, userDaysData } from "./chart-user-days-spec.js";
import { drawChart, type ChartData } from "./chart.js";
import { compiledChart, type CompiledCharts } from "./compiled-charts.js";

interface Picture {
  readonly spec: TopLevelSpec;
  readonly data: ChartData;
  /** Without it, the spec's own height. */
  readonly heightPx?: number;
  readonly markTitles: MarkTitles;
}

/** Every spec of a chart, to be compiled in advance. */
export const CHART_SPECS: readonly TopLevelSpec[] = [
  CONNECTIONS_SPEC,
  TRAFFIC_SPEC,
  HOURS_SPEC,
  TIMELINE_SPEC,
  PERIOD_COUNTS_SPEC,
  USER_DAYS_SPEC,
];

/**
 * Draws a chart once, for both of its uses. Equal figures give equal bytes.
 *
 * @param ahead specs that are compiled already; the others are compiled here
 */
export async function drawFigure(
  { path, title, description, drawing }: ChartFigure,
  ahead: CompiledCharts,
): Promise<ChartImages> {
  const { spec, data, ...options } = toPicture(drawing);
  const drawn = await drawChart(await compiledChart(spec, ahead), data, options);
  return chartSvg(drawn, { title, description, idPrefix: toIdPrefix(path) });
}

function toPicture(drawing: ChartDrawing): Picture {
  switch (drawing.kind) {
    case "connections":
      return {
        spec: CONNECTIONS_SPEC,
        data: connectionsChartData(drawing),
        markTitles: { [GAP_MARK]: drawing.gapTitles },
      };
    case "hours":
      return { spec: HOURS_SPEC, data: hoursChartData(drawing), markTitles: {} };
    case "timeline":
      return {
        spec: TIMELINE_SPEC,
        data: timelineChartData(drawing),
        heightPx: timelineHeightPx(drawing),
        markTitles: timelineTitles(drawing),
      };
    case "traffic":
      return {
        spec: TRAFFIC_SPEC,
        data: trafficChartData(drawing),
        markTitles: { [GAP_MARK]: drawing.gaps.map((gap) => gap.title) },
      };
    case "period-counts":
      return {
        spec: PERIOD_COUNTS_SPEC,
        data: periodCountsData(drawing),
        markTitles: { [HOVER_MARK]: drawing.slots.map(({ title }) => title) },
      };
    case "user-days":
      return {
        spec: USER_DAYS_SPEC,
        data: userDaysData(drawing),
        markTitles: { [HOVER_MARK]: drawing.days.map(({ title }) => title) },
      };
  }
}

/** Unique among the charts of one page: `charts/days_2026-11.svg` → `days_2026-11`. */
function toIdPrefix(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.svg$/, "");
}
