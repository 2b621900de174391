import type { TopLevelSpec } from "vega-lite";
import type { ChartDrawing, ChartFigure } from "../../site/charts/site-charts.js";
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

/** How drawings of one kind become pictures. */
interface ChartKind<Drawing> {
  readonly spec: TopLevelSpec;
  readonly toData: (drawing: Drawing) => ChartData;
  /** Absent: the spec's own height. */
  readonly toHeightPx?: (drawing: Drawing) => number;
  readonly toMarkTitles: (drawing: Drawing) => MarkTitles;
}

type Kinds = {
  readonly [Kind in ChartDrawing["kind"]]: ChartKind<Extract<ChartDrawing, { readonly kind: Kind }>>;
};

const CHART_KINDS: Kinds = {
  connections: {
    spec: CONNECTIONS_SPEC,
    toData: connectionsChartData,
    toMarkTitles: ({ gapTitles }) => ({ [GAP_MARK]: gapTitles }),
  },
  traffic: {
    spec: TRAFFIC_SPEC,
    toData: trafficChartData,
    toMarkTitles: ({ gaps }) => ({ [GAP_MARK]: gaps.map(({ title }) => title) }),
  },
  hours: { spec: HOURS_SPEC, toData: hoursChartData, toMarkTitles: () => ({}) },
  timeline: {
    spec: TIMELINE_SPEC,
    toData: timelineChartData,
    toHeightPx: timelineHeightPx,
    toMarkTitles: timelineTitles,
  },
  "period-counts": {
    spec: PERIOD_COUNTS_SPEC,
    toData: periodCountsData,
    toMarkTitles: ({ slots }) => ({ [HOVER_MARK]: slots.map(({ title }) => title) }),
  },
  "user-days": {
    spec: USER_DAYS_SPEC,
    toData: userDaysData,
    toMarkTitles: ({ days }) => ({ [HOVER_MARK]: days.map(({ title }) => title) }),
  },
};

/** Every spec of a chart, to be compiled in advance. */
export const CHART_SPECS: readonly TopLevelSpec[] = Object.values(CHART_KINDS).map(({ spec }) => spec);

/**
 * Draws a chart once, for both of its uses. Equal figures give equal bytes.
 *
 * @param ahead specs that are compiled already; the others are compiled here
 */
export async function drawFigure(
  { path, title, description, drawing }: ChartFigure,
  ahead: CompiledCharts,
): Promise<ChartImages> {
  // The compiler does not know that the kind of the drawing is the one by which it is looked up.
  const { spec, toData, toHeightPx, toMarkTitles } = CHART_KINDS[drawing.kind] as ChartKind<ChartDrawing>;
  const drawn = await drawChart(await compiledChart(spec, ahead), toData(drawing), {
    heightPx: toHeightPx?.(drawing),
    markTitles: toMarkTitles(drawing),
  });
  return chartSvg(drawn, { title, description, idPrefix: toIdPrefix(path) });
}

/** Unique among the charts of one page: `charts/days_2026-11.svg` → `days_2026-11`. */
function toIdPrefix(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.svg$/, "");
}
