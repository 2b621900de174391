import { join } from "node:path";
import { readCache, writeCacheFile } from "../io/cache/cache-file.js";
import { isObjectOf, isRecordOf, isString } from "../io/cache/shape.js";
import { isObject } from "../io/files/is-object.js";
import { readBuiltJson } from "../io/read-package-files.js";
import type { ChartImages } from "../render/charts/chart-svg.js";
import type { CompiledCharts } from "../render/charts/compiled-charts.js";
import type { ChartFigure } from "../site/charts/site-chart.js";
import { fingerprint } from "../site/fingerprint.js";

/**
 * Draws charts. Each chart is published twice: as a file and inside a page. The file is made first, and its picture is
 * kept for the page, so that a chart is drawn only once.
 */
export interface ChartCache {
  /** The picture for the chart's own file. */
  readonly toFile: (figure: ChartFigure) => Promise<string>;
  /** The picture for a page that is built only when it changes. */
  readonly toInline: (figure: ChartFigure) => Promise<string>;
  /** The picture for a page that most runs build: that of the run before, if the chart shows nothing new. */
  readonly toCachedInline: (figure: ChartFigure) => Promise<string>;
  /** Keeps these charts for the next run although this one does not use them. */
  readonly keep: (paths: readonly string[]) => void;
  /** Saves the charts that this run used, or also those that earlier runs saved. */
  readonly save: (kept: "used" | "all") => void;
}

interface ChartCacheOptions {
  readonly cacheFolder: string;
  readonly programVersion: string;
  /** Where the build has left the charts that it compiled. */
  readonly packageFolder: string;
  /** Do not take charts from the cache. */
  readonly isNew: boolean;
}

/** A chart in the cache: its picture, and what that was drawn of. */
interface CachedChart {
  readonly key: string;
  readonly inline: string;
}

const CHARTS_FILE = "charts.json";

/** The drawing library is loaded only if something has to be drawn. */
export function openChartCache({ cacheFolder, programVersion, packageFolder, isNew }: ChartCacheOptions): ChartCache {
  const file = join(cacheFolder, CHARTS_FILE);
  const before = isNew ? new Map<string, CachedChart>() : readCharts(file);
  const used = new Map<string, CachedChart>();
  // As bytes: a thousand of them wait at once.
  const waiting = new Map<string, Uint8Array>();
  let compiled: CompiledCharts | undefined;

  const draw = async (figure: ChartFigure): Promise<ChartImages> => {
    const { drawFigure } = await import("../render/charts/draw-figure.js");
    compiled ??= readCompiledCharts(packageFolder);
    return drawFigure(figure, compiled);
  };
  const toFile = async (figure: ChartFigure): Promise<string> => {
    const { inline, standalone } = await draw(figure);
    waiting.set(figure.path, Buffer.from(inline));
    return standalone;
  };
  const toInline = async (figure: ChartFigure): Promise<string> => {
    const drawn = waiting.get(figure.path);
    waiting.delete(figure.path);
    return drawn === undefined ? (await draw(figure)).inline : Buffer.from(drawn).toString();
  };
  const toCachedInline = async (figure: ChartFigure): Promise<string> => {
    const key = fingerprint(programVersion, figure);
    const known = used.get(figure.path) ?? before.get(figure.path);
    const chart = known?.key === key ? known : { key, inline: await toInline(figure) };
    used.set(figure.path, chart);
    return chart.inline;
  };
  const keep: ChartCache["keep"] = (paths) => {
    for (const path of paths) {
      const known = before.get(path);
      if (known !== undefined && !used.has(path)) used.set(path, known);
    }
  };
  const save: ChartCache["save"] = (which) => {
    const kept = which === "used" ? used : new Map([...before, ...used]);
    const isChanged = kept.size !== before.size || [...kept].some(([path, chart]) => before.get(path) !== chart);
    if (isChanged) writeCacheFile(file, Object.fromEntries(kept));
  };
  return { toFile, toInline, toCachedInline, keep, save };
}

/** None where the build did not run, as in tests: then they are compiled when they are drawn. */
function readCompiledCharts(packageFolder: string): CompiledCharts {
  const charts = readBuiltJson(packageFolder, "charts.json");
  return isObject(charts) ? (charts as CompiledCharts) : {};
}

const isCachedCharts = isRecordOf(isObjectOf<CachedChart>({ key: isString, inline: isString }));

function readCharts(file: string): ReadonlyMap<string, CachedChart> {
  return new Map(Object.entries(readCache(file, isCachedCharts) ?? {}));
}
