import { fileURLToPath } from "node:url";
import { planOutputs } from "../../src/commands/plan-outputs.js";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { readAssets } from "../../src/io/read-package-files.js";
import type { ChartPress } from "../../src/commands/chart-press.js";
import type { ChartImages } from "../../src/render/charts/chart-svg.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import type { Output } from "../../src/site/output.js";
import { indexSite } from "../../src/site/site-index.js";
import type { SiteInput } from "../../src/site/site-input.js";
import { allPages } from "./example-site.js";
import { readTemplates } from "./read-templates.js";

const PACKAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url));

const PRESS: ChartPress = {
  standaloneOf: async (figure) => (await drawFigure(figure, {})).standalone,
  inlineOf: async (figure) => (await drawFigure(figure, {})).inline,
  rememberedInlineOf: async (figure) => (await drawFigure(figure, {})).inline,
  remembers: () => false,
  save: () => undefined,
};

/** Every chart of a site, by path. */
export async function drawSite(input: SiteInput): Promise<ReadonlyMap<string, ChartImages>> {
  const charts = allPages(input).flatMap((page) => page.charts);
  const drawn = new Map<string, ChartImages>();
  for (const { path, makeFigure } of charts) drawn.set(path, await drawFigure(makeFigure(), {}));
  return drawn;
}

/** Every file of a site, not made yet. */
export function planSite(input: SiteInput): readonly Output[] {
  const files = { assets: readAssets(PACKAGE_FOLDER) };
  const scope = { isWanted: () => true, ended: heldSessions(input.endedSessions, input.usage) };
  const tools = { files, templates: readTemplates(), press: PRESS, programVersion: "a version" };
  const { assets, ofPart, ofSite } = planOutputs(input, indexSite(input), scope, tools);
  return [...assets, ...ofPart, ...ofSite];
}
