import type { Spec } from "vega";
import type { ConnectionsChart } from "../site/connections-chart.js";
import type { Zone } from "../status/zone.js";
import { CONNECTIONS_SPEC, connectionsChartData, GAP_MARK } from "./chart-connections-spec.js";
import { chartSvg } from "./chart-svg.js";
import { compileChart, drawChart } from "./chart.js";

/** What the 24-hour connections chart says in words, in the site's language. Times are epoch seconds. */
export interface ConnectionsChartTexts {
  readonly title: string;
  /** What the chart shows, for those who do not see it. */
  readonly description: (chart: ConnectionsChart) => string;
  /** Where nothing at all was monitored. */
  readonly noData: string;
  /** What hovering tells of a gap in monitoring. */
  readonly gap: (startSeconds: number, endSeconds: number) => string;
}

export interface ChartImages {
  /** To stand inside a page, which sets its colours. */
  readonly inline: string;
  /** A file of its own, which follows the viewer's colour scheme. */
  readonly standalone: string;
}

/**
 * The 24-hour connections chart as SVG, drawn once for both of its places.
 *
 * @param zone the site's zone, for the hours below the chart
 * @param spec the compiled CONNECTIONS_SPEC if there is one already: compiling costs as much as drawing
 */
export async function renderConnectionsChart(
  chart: ConnectionsChart,
  zone: Zone,
  texts: ConnectionsChartTexts,
  spec?: Spec,
): Promise<ChartImages> {
  const compiled = spec ?? (await compileChart(CONNECTIONS_SPEC));
  const drawn = await drawChart(compiled, connectionsChartData(chart, zone, texts.noData));
  const gaps = chart.spans.filter(({ clients }) => clients === null);
  const frame = {
    title: texts.title,
    description: texts.description(chart),
    idPrefix: "connections-24h",
    markTitles: { [GAP_MARK]: gaps.map(({ startSeconds, endSeconds }) => texts.gap(startSeconds, endSeconds)) },
  };
  return {
    inline: chartSvg(drawn, { ...frame, standalone: false }),
    standalone: chartSvg(drawn, { ...frame, standalone: true }),
  };
}
