import { fileURLToPath } from "node:url";
import type { ChartCache } from "../../src/build/chart-cache.js";
import { openDownloadTargets } from "../../src/build/download-targets.js";
import { toDayJsonTarget, toSchemaTarget, toUserJsonTargets } from "../../src/build/json-targets.js";
import { planLiveOutputs } from "../../src/build/live-outputs.js";
import { toPageTargets } from "../../src/build/page-targets.js";
import { toSearchIndexTarget, toSearchMonthTarget } from "../../src/build/search-targets.js";
import { toSiteFiles } from "../../src/build/site-files.js";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { readAssets } from "../../src/io/read-package-files.js";
import type { ChartImages } from "../../src/render/charts/chart-svg.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import { monthTables, siteTables, userTables } from "../../src/site/downloads/download-tables.js";
import { makePartFilter, type SitePart } from "../../src/site/further/site-parts.js";
import { liveSessions } from "../../src/site/pages/live-session.js";
import type { Target } from "../../src/site/target.js";
import { readTemplates } from "./read-templates.js";
import { allPages, indexAll, type FullInput } from "./full-index.js";

const PACKAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url));

const CHARTS: ChartCache = {
  toFile: async (figure) => (await drawFigure(figure, {})).standalone,
  toInline: async (figure) => (await drawFigure(figure, {})).inline,
  toCachedInline: async (figure) => (await drawFigure(figure, {})).inline,
  keep: () => undefined,
  save: () => undefined,
};

/** Every chart of a site, by path. */
export async function drawSite(input: FullInput): Promise<ReadonlyMap<string, ChartImages>> {
  const charts = allPages(input).flatMap((page) => page.charts);
  const drawn = new Map<string, ChartImages>();
  for (const { path, makeFigure } of charts) drawn.set(path, await drawFigure(makeFigure(), {}));
  return drawn;
}

/**
 * Every file of a site, not made yet.
 *
 * @param parts what a site for others has; null: all
 */
export function planSite(input: FullInput, parts: readonly SitePart[] | null = null): readonly Target[] {
  const index = indexAll(input);
  const tools = { templates: readTemplates(), programVersion: "a version", parts };
  const files = toSiteFiles(input, index, readAssets(PACKAGE_FOLDER), tools);
  const downloads = openDownloadTargets(input, "a version");
  const [months, users] = [[...index.months.values()], [...index.users.values()]];
  const tables = [
    ...siteTables(input, heldSessions(input.endedSessions, input.usage)),
    ...months.flatMap((entry) => monthTables(input, entry)),
    ...users.flatMap((entry) => userTables(input, entry)),
  ];
  const context = { sources: { input, programVersion: "a version" }, index };
  const targets = [
    ...files.assets,
    ...tables.flatMap((table) => downloads.toTableTargets(table, "a key")),
    ...months.map((entry) => downloads.toUsage(index, entry)),
    downloads.toAccessReview(index),
    toSearchIndexTarget(input, index),
    ...months.map((entry) => toSearchMonthTarget(entry, index, "a version")),
    ...toPageTargets(allPages(input, index), { ...files, charts: CHARTS }),
    ...planLiveOutputs({
      sources: {
        input,
        config: { feed: false, metrics: { perClient: true } },
        programVersion: "a version",
        packageVersion: "1.2.3",
        secret: () => "a secret",
      },
      index,
      live: liveSessions(input, index),
      feed: [],
    }),
    toSchemaTarget(),
    ...[...index.days.values()].map((day) => toDayJsonTarget(day, "a key", context)),
    ...users.flatMap((entry) => toUserJsonTargets(entry, new Map(), context)),
  ];
  return targets.filter(({ path }) => makePartFilter(parts)(path));
}
