import { renderConnectionsChart, type ChartImages } from "../render/chart-connections.js";
import { connectionsChartTexts } from "../site/connections-chart-texts.js";
import { connectionsChart } from "../site/connections-chart.js";
import type { SiteInput } from "../site/site-input.js";

/** The 24-hour connections chart of a site. */
export function drawConnections(input: SiteInput): Promise<ChartImages> {
  const texts = connectionsChartTexts(input.language, input.zone);
  return renderConnectionsChart(connectionsChart(input), input.zone, texts);
}
