import { createHash } from "node:crypto";
import { join } from "node:path";
import { readCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import { readBuiltJson } from "../io/read-package-files.js";
import { isObject } from "../io/files/is-object.js";
import type { CompiledCharts } from "../render/charts/compiled-charts.js";
import type { ChartImages } from "../render/charts/chart-svg.js";
import type { ChartFigure } from "../site/charts/chart-figure.js";

/**
 * Where a run's charts are drawn. A chart stands in a file of its own and in a page, and the file is made first: so its
 * picture waits for the page, and is drawn once.
 */
export interface ChartPress {
  /** For the chart's own file. */
  readonly standaloneOf: (figure: ChartFigure) => Promise<string>;
  /** For a page that is made only when what it shows has changed. */
  readonly inlineOf: (figure: ChartFigure) => Promise<string>;
  /** For a page that is made in most runs: from the run before, if the chart shows nothing new. */
  readonly rememberedInlineOf: (figure: ChartFigure) => Promise<string>;
  /** Whether the run before has drawn a chart of this fingerprint. */
  readonly remembers: (path: string, fingerprint: string) => boolean;
  /** Writes down what the next run is to remember: of a run that made all pages, no more than these; else this too. */
  readonly save: (pages: "all" | "some") => void;
}

interface PressOptions {
  readonly cacheFolder: string;
  readonly programVersion: string;
  /** Where the build has left the charts that it compiled. */
  readonly packageFolder: string;
  /** Do not take charts from the cache. */
  readonly anew: boolean;
}

/** A chart in the cache: its picture, and what that was drawn of. */
interface RememberedChart {
  readonly inputs: string;
  readonly inline: string;
}

/** @returns a press that loads the drawing library only if something has to be drawn */
export function openChartPress({ cacheFolder, programVersion, packageFolder, anew }: PressOptions): ChartPress {
  const file = join(cacheFolder, "charts.json");
  const before = anew ? new Map<string, RememberedChart>() : readCharts(file);
  const after = new Map<string, RememberedChart>();
  // As bytes: a thousand of them wait at once.
  const waiting = new Map<string, Uint8Array>();
  let ahead: CompiledCharts | undefined;

  const draw = async (figure: ChartFigure): Promise<ChartImages> => {
    const { drawFigure } = await import("../render/charts/draw-figure.js");
    ahead ??= readCompiledCharts(packageFolder);
    return drawFigure(figure, ahead);
  };

  const standaloneOf = async (figure: ChartFigure): Promise<string> => {
    const { inline, standalone } = await draw(figure);
    waiting.set(figure.path, Buffer.from(inline));
    return standalone;
  };
  const inlineOf = async (figure: ChartFigure): Promise<string> => {
    const drawn = waiting.get(figure.path);
    waiting.delete(figure.path);
    return drawn === undefined ? (await draw(figure)).inline : Buffer.from(drawn).toString();
  };
  const rememberedInlineOf = async (figure: ChartFigure): Promise<string> => {
    const inputs = figureFingerprint(figure, programVersion);
    const known = after.get(figure.path) ?? before.get(figure.path);
    const chart = known?.inputs === inputs ? known : { inputs, inline: await inlineOf(figure) };
    after.set(figure.path, chart);
    return chart.inline;
  };
  const remembers = (path: string, fingerprint: string): boolean => before.get(path)?.inputs === fingerprint;
  const save = (pages: "all" | "some"): void => {
    const kept = pages === "all" ? after : new Map([...before, ...after]);
    const isNew = kept.size !== before.size || [...kept].some(([path, chart]) => before.get(path) !== chart);
    if (isNew) writeCacheFile(file, Object.fromEntries(kept));
  };
  return { standaloneOf, inlineOf, rememberedInlineOf, remembers, save };
}

/** Changes with whatever a chart shows, in its picture or beside it. */
export function figureFingerprint(figure: ChartFigure, programVersion: string): string {
  return createHash("sha256")
    .update(JSON.stringify([programVersion, figure]))
    .digest("base64url");
}

/** None where the build did not run, as in tests: then they are compiled when they are drawn. */
function readCompiledCharts(packageFolder: string): CompiledCharts {
  const charts = readBuiltJson(packageFolder, "charts.json");
  return isObject(charts) ? (charts as CompiledCharts) : {};
}

function readCharts(file: string): ReadonlyMap<string, RememberedChart> {
  const charts = readCacheFile(file);
  if (!isObject(charts)) return new Map();
  return new Map(Object.entries(charts).filter((entry): entry is [string, RememberedChart] => isChart(entry[1])));
}

function isChart(value: unknown): value is RememberedChart {
  return isObject(value) && typeof value["inputs"] === "string" && typeof value["inline"] === "string";
}
