import { fileURLToPath } from "node:url";
import { planOutputs } from "../../src/commands/plan-outputs.js";
import { readAssets } from "../../src/io/read-package-files.js";
import { renderConnectionsChart, type ChartImages } from "../../src/render/chart-connections.js";
import { connectionsChartTexts } from "../../src/site/connections-chart-texts.js";
import { connectionsChart } from "../../src/site/connections-chart.js";
import type { Output } from "../../src/site/output.js";
import type { SiteInput } from "../../src/site/site-input.js";
import { readTemplates } from "./example-site.js";

const PACKAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url));

/** The 24-hour chart of a site, drawn without a cache. */
export function drawSite(input: SiteInput): Promise<ChartImages> {
  const texts = connectionsChartTexts(input.language, input.zone);
  return renderConnectionsChart(connectionsChart(input), input.zone, texts);
}

/** Every file of a site, not made yet. */
export async function planSite(input: SiteInput): Promise<readonly Output[]> {
  const files = { templates: readTemplates(), assets: readAssets(PACKAGE_FOLDER) };
  return planOutputs(input, files, await drawSite(input), "a version");
}
