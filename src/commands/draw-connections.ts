import { createHash } from "node:crypto";
import { join } from "node:path";
import { readCacheFile, writeCacheFile } from "../io/cache-file.js";
import { renderConnectionsChart, type ChartImages } from "../render/chart-connections.js";
import { connectionsChartTexts } from "../site/connections-chart-texts.js";
import { connectionsChart } from "../site/connections-chart.js";
import type { SiteInput } from "../site/site-input.js";

interface DrawOptions {
  readonly cacheFolder: string;
  readonly programVersion: string;
  /** Do not take it from the cache. */
  readonly anew: boolean;
}

/** A chart in the cache: its pictures, and what they were drawn of. */
interface DrawnChart extends ChartImages {
  readonly inputs: string;
}

/** The 24-hour connections chart of a site, drawn only if it shows something new: every five minutes at the most. */
export async function drawConnections(
  input: SiteInput,
  { cacheFolder, programVersion, anew }: DrawOptions,
): Promise<ChartImages> {
  const chart = connectionsChart(input);
  const shown = JSON.stringify([programVersion, input.language, input.zone.name, chart]);
  const inputs = createHash("sha256").update(shown).digest("base64url");
  const path = join(cacheFolder, "connections-24h.json");
  const drawn = readCacheFile(path);
  if (!anew && isDrawnChart(drawn) && drawn.inputs === inputs) return drawn;

  const images = await renderConnectionsChart(chart, input.zone, connectionsChartTexts(input.language, input.zone));
  writeCacheFile(path, { inputs, ...images } satisfies DrawnChart);
  return images;
}

function isDrawnChart(value: unknown): value is DrawnChart {
  if (typeof value !== "object" || value === null) return false;
  const { inputs, inline, standalone } = value as Readonly<Record<string, unknown>>;
  return [inputs, inline, standalone].every((text) => typeof text === "string");
}
