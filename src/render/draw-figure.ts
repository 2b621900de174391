import type { TopLevelSpec } from "vega-lite";
import type { ChartDrawing, ChartFigure } from "../site/chart-figure.js";
import { CONNECTIONS_SPEC, connectionsChartData, GAP_MARK } from "./chart-connections-spec.js";
import { HOURS_SPEC, hoursChartData } from "./chart-hours-spec.js";
import { TRAFFIC_GAP_MARK, TRAFFIC_SPEC, trafficChartData } from "./chart-traffic-spec.js";
import { chartSvg, type ChartFrame } from "./chart-svg.js";
import { drawChart, type ChartData } from "./chart.js";
import { compiledChart, type CompiledCharts } from "./compiled-charts.js";

/** A finished chart. */
export interface ChartImages {
  /** To stand inside a page, which sets its colours. */
  readonly inline: string;
  /** A file of its own, which follows the viewer's colour scheme. */
  readonly standalone: string;
}

interface Picture {
  readonly spec: TopLevelSpec;
  readonly data: ChartData;
  readonly markTitles: NonNullable<ChartFrame["markTitles"]>;
}

/** Every spec that a chart can be drawn by, to be compiled ahead. */
export const CHART_SPECS: readonly TopLevelSpec[] = [CONNECTIONS_SPEC];

/**
 * Draws a chart once, for both of its places. Equal figures give equal bytes.
 *
 * @param ahead specs that are compiled already; the others are compiled here
 */
export async function drawFigure(
  { path, title, description, drawing }: ChartFigure,
  ahead: CompiledCharts,
): Promise<ChartImages> {
  const { spec, data, markTitles } = pictureOf(drawing);
  const drawn = await drawChart(await compiledChart(spec, ahead), data);
  const frame = { title, description, idPrefix: idPrefixOf(path), markTitles };
  return {
    inline: chartSvg(drawn, { ...frame, standalone: false }),
    standalone: chartSvg(drawn, { ...frame, standalone: true }),
  };
}

function pictureOf(drawing: ChartDrawing): Picture {
  switch (drawing.kind) {
    case "connections":
      return {
        spec: CONNECTIONS_SPEC,
        data: connectionsChartData(drawing),
        markTitles: { [GAP_MARK]: drawing.gapTitles },
      };
    case "hours":
      return { spec: HOURS_SPEC, data: hoursChartData(drawing), markTitles: {} };
    case "traffic":
      return {
        spec: TRAFFIC_SPEC,
        data: trafficChartData(drawing),
        markTitles: { [TRAFFIC_GAP_MARK]: drawing.gaps.map((gap) => gap.title) },
      };
  }
}

/** Distinct among the charts of one page: `charts/days_2026-11.svg` → `days_2026-11`. */
function idPrefixOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.svg$/, "");
}
