import type { TopLevelSpec } from "vega-lite";
import type { ChartDrawing, ChartFigure } from "../../site/charts/site-chart.js";
import { CONNECTIONS_SPEC, toConnectionsData } from "./chart-connections-spec.js";
import { GAP_MARK } from "./chart-day-layers.js";
import { HOURS_SPEC, toHoursData } from "./chart-hours-spec.js";
import {
  TIMELINE_SPEC,
  toTimelineData,
  timelineHeightPx,
  timelineLanes,
  timelineNotes,
} from "./chart-timeline-spec.js";
import { TRAFFIC_SPEC, toTrafficData } from "./chart-traffic-spec.js";
import { PERIOD_COUNTS_SPEC, toPeriodCountsData } from "./chart-period-counts-spec.js";
import { SLOT_MARK } from "./chart-style.js";
import { chartSvg, type ChartImages, type LaneName } from "./chart-svg.js";
import { readOutAttributes } from "./read-out-attributes.js";
import type { MarkNotes } from "./scene-svg.js";
import { USER_DAYS_SPEC, toUserDaysData } from "./chart-user-days-spec.js";
import { USAGE_SPEC, toUsageData } from "./chart-usage-spec.js";
import { WORLD_SPEC, toWorldData, worldNotes } from "./chart-world-spec.js";
import { readWorldOutlines, type WorldOutline } from "./world-outlines.js";
import { drawChart, type ChartData, type OutlineData } from "./chart.js";
import { compiledChart, type CompiledCharts } from "./compiled-charts.js";

/** How drawings of one kind become pictures. */
interface ChartKind<Drawing> {
  readonly spec: TopLevelSpec;
  readonly toData: (drawing: Drawing) => ChartData;
  /** Absent: the chart has no outlines of countries. */
  readonly toOutlines?: (drawing: Drawing, world: readonly WorldOutline[]) => OutlineData;
  /** Absent: the spec's own height. */
  readonly toHeightPx?: (drawing: Drawing) => number;
  readonly toMarkNotes: (drawing: Drawing, world: readonly WorldOutline[]) => MarkNotes;
  /** Absent: the chart has no lanes. */
  readonly toLanes?: (drawing: Drawing) => readonly LaneName[];
}

type Kinds = {
  readonly [Kind in ChartDrawing["kind"]]: ChartKind<Extract<ChartDrawing, { readonly kind: Kind }>>;
};

const CHART_KINDS: Kinds = {
  connections: {
    spec: CONNECTIONS_SPEC,
    toData: toConnectionsData,
    toMarkNotes: ({ gapTitles }) => ({ [GAP_MARK]: gapTitles.map((title) => ({ title })) }),
  },
  traffic: {
    spec: TRAFFIC_SPEC,
    toData: toTrafficData,
    toMarkNotes: ({ gaps }) => ({ [GAP_MARK]: gaps }),
  },
  hours: { spec: HOURS_SPEC, toData: toHoursData, toMarkNotes: () => ({}) },
  timeline: {
    spec: TIMELINE_SPEC,
    toData: toTimelineData,
    toHeightPx: timelineHeightPx,
    toMarkNotes: timelineNotes,
    toLanes: timelineLanes,
  },
  "period-counts": {
    spec: PERIOD_COUNTS_SPEC,
    toData: toPeriodCountsData,
    toMarkNotes: ({ slots }) => ({ [SLOT_MARK]: slots }),
  },
  usage: {
    spec: USAGE_SPEC,
    toData: toUsageData,
    toMarkNotes: ({ slots }) => ({ [SLOT_MARK]: slots }),
  },
  world: { spec: WORLD_SPEC, toData: () => ({}), toOutlines: toWorldData, toMarkNotes: worldNotes },
  "user-days": {
    spec: USER_DAYS_SPEC,
    toData: toUserDaysData,
    toMarkNotes: ({ days }) => ({ [SLOT_MARK]: days }),
  },
};

/** Every spec of a chart, to be compiled in advance. */
export const CHART_SPECS: readonly TopLevelSpec[] = Object.values(CHART_KINDS).map(({ spec }) => spec);

/**
 * Draws a chart once, for both of its uses. Equal figures give equal bytes.
 *
 * @param ahead specs that are compiled already; the others are compiled here
 */
export async function drawFigure(figure: ChartFigure, ahead: CompiledCharts): Promise<ChartImages> {
  const { path, drawing, readOut } = figure;
  // The compiler cannot know that the drawing's kind is the key of the lookup.
  const kind = CHART_KINDS[drawing.kind] as ChartKind<ChartDrawing>;
  const world = kind.toOutlines === undefined ? [] : await readWorldOutlines();
  const drawn = await drawChart(await compiledChart(kind.spec, ahead), kind.toData(drawing), {
    heightPx: kind.toHeightPx?.(drawing),
    markNotes: kind.toMarkNotes(drawing, world),
    outlines: kind.toOutlines?.(drawing, world),
  });
  return chartSvg(drawn, {
    ...figure,
    idPrefix: toIdPrefix(path),
    attributes: readOutAttributes(readOut),
    lanes: kind.toLanes?.(drawing) ?? null,
  });
}

/** Unique among the charts of one page: `charts/days_2026-11.svg` → `days_2026-11`. */
function toIdPrefix(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.svg$/, "");
}
