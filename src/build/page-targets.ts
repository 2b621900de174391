import { getOrInsert } from "../history/get-or-insert.js";
import type { HtmlRenderer } from "../render/html/html.js";
import type { ChartFigure, SiteChart } from "../site/charts/site-chart.js";
import type { SitePage } from "../site/pages/page-model.js";
import { HISTORY_PATH, USAGE_PATH } from "../site/site-paths.js";
import type { Target } from "../site/target.js";
import type { ChartCache } from "./chart-cache.js";
import { fingerprint } from "../site/fingerprint.js";

/** Pages that are made more often than some of their charts change. */
const MADE_OFTEN: ReadonlySet<string> = new Set([HISTORY_PATH, USAGE_PATH]);

/** What all pages are made with. */
export interface PageTools {
  readonly renderPage: HtmlRenderer;
  readonly charts: ChartCache;
  /** Changes with the program, and with what every page shows: the frame, the names of the assets. */
  readonly frameKey: string;
  /** Whether pages may lack links because the linked files do not exist yet. */
  readonly mayLeaveOut?: boolean;
}

/**
 * The files of some pages, and a file for each chart that they contain.
 *
 * @param toShortcut a text that changes with everything that a page and its charts show, if one is cheaper than their
 *   models
 */
export function toPageTargets(
  pages: readonly SitePage[],
  tools: PageTools,
  toShortcut: (page: SitePage) => string | null = () => null,
): readonly Target[] {
  // A chart's figures are expensive, and its page needs the fingerprint as well, so that is kept.
  const fingerprints = new Map<string, string>();
  for (const page of pages) {
    const shortcut = toShortcut(page);
    if (shortcut === null) continue;
    for (const { path } of [page, ...page.charts]) fingerprints.set(path, `${tools.frameKey}\n${shortcut}`);
  }
  const charts = new Map(pages.flatMap((page) => page.charts.map((chart) => [chart.path, chart])));
  const toFingerprint = ({ path, makeFigure, key }: SiteChart): string =>
    getOrInsert(fingerprints, path, () => fingerprint(tools.frameKey, key ?? makeFigure()));
  const sharing = shareInline(pages, tools);
  return [
    ...[...charts.values()].map((chart): Target => {
      return {
        path: chart.path,
        stage: "chart",
        toKey: () => toFingerprint(chart),
        make: () => tools.charts.toFile(chart.makeFigure()),
      };
    }),
    ...pages.map((page) => {
      const target = toPageTarget(page, sharing, toFingerprint);
      const shortcut = fingerprints.get(page.path);
      return shortcut === undefined ? target : { ...target, toKey: () => shortcut };
    }),
  ];
}

/** A chart that several of the pages show is drawn once for all of them. */
function shareInline(pages: readonly SitePage[], tools: PageTools): PageTools {
  const paths = pages.flatMap(({ charts }) => charts.map(({ path }) => path));
  const shared = new Set(paths.filter((path, at) => paths.indexOf(path) !== at));
  if (shared.size === 0) return tools;
  const drawn = new Map<string, Promise<string>>();
  const toInline: ChartCache["toInline"] = (figure) =>
    shared.has(figure.path)
      ? getOrInsert(drawn, figure.path, () => tools.charts.toInline(figure))
      : tools.charts.toInline(figure);
  return { ...tools, charts: { ...tools.charts, toInline } };
}

function toPageTarget(
  { path, stage, charts, makeModel }: SitePage,
  { charts: cache, renderPage, frameKey, mayLeaveOut = false }: PageTools,
  toFingerprint: (chart: SiteChart) => string,
): Target {
  const make = async (toInline: ChartCache["toInline"]): Promise<string> => {
    const figures = charts.map(({ makeFigure }) => makeFigure());
    return renderPage(makeModel(figures), await drawInline(figures, toInline));
  };
  // They show the time of each run, so they are made in each.
  if (stage === "overview" || stage === "live")
    return { path, stage, toKey: null, make: () => make(cache.toCachedInline) };
  const isOften = MADE_OFTEN.has(path);
  if (isOften) cache.keep(charts.map((chart) => chart.path));
  const toInline = isOften ? cache.toCachedInline : cache.toInline;
  if (mayLeaveOut) return { path, stage, toKey: null, make: () => make(toInline) };
  const toKey = (): string => [frameKey, JSON.stringify(makeModel([])), ...charts.map(toFingerprint)].join("\n");
  return { path, stage, toKey, make: () => make(toInline) };
}

async function drawInline(
  charts: readonly ChartFigure[],
  toInline: ChartCache["toInline"],
): Promise<ReadonlyMap<string, string>> {
  const svgByPath = new Map<string, string>();
  // One after the other: the drawing library numbers the ids of one chart at a time.
  for (const chart of charts) svgByPath.set(chart.path, await toInline(chart));
  return svgByPath;
}
