import type { HtmlRenderer } from "../render/html/html.js";
import type { ChartFigure, SiteChart } from "../site/charts/chart-figure.js";
import type { SitePage } from "../site/pages/list-pages.js";
import type { Output } from "../site/output.js";
import { HISTORY_PATH } from "../site/site-paths.js";
import { figureFingerprint, type ChartPress } from "./chart-press.js";

/** What all pages of a site share. */
interface PagesToMake {
  readonly renderPage: HtmlRenderer;
  readonly press: ChartPress;
  readonly programVersion: string;
  /** Leave out those that the run before has drawn of the same. */
  readonly onlyNewCharts: boolean;
  /** Changes with whatever every page shows: the frame, the names of the assets. */
  readonly frame: string;
}

/** @returns what makes pages and the charts in them, each of which also has a file of its own */
export function pageOutputs(site: PagesToMake): (pages: readonly SitePage[]) => readonly Output[] {
  return (pages) => outputsOf(pages, site);
}

function outputsOf(pages: readonly SitePage[], site: PagesToMake): readonly Output[] {
  const charts = new Map(pages.flatMap((page) => page.charts.map((chart) => [chart.path, chart])));
  // A chart's figures take longer to make than its fingerprint to keep, and its page asks for that too.
  const fingerprints = new Map<string, string>();
  const fingerprintOf = ({ path, makeFigure }: SiteChart): string => {
    const known = fingerprints.get(path) ?? figureFingerprint(makeFigure(), site.programVersion);
    fingerprints.set(path, known);
    return known;
  };
  const newCharts = [...charts.values()].filter(
    (chart) => !site.onlyNewCharts || !site.press.remembers(chart.path, fingerprintOf(chart)),
  );
  return [
    ...newCharts.map((chart): Output => {
      return {
        path: chart.path,
        stage: "chart",
        inputs: () => fingerprintOf(chart),
        make: () => site.press.standaloneOf(chart.makeFigure()),
      };
    }),
    ...pages.map((page) => pageOutput(page, site, fingerprintOf)),
  ];
}

function pageOutput(
  { path, stage, charts, makeModel }: SitePage,
  { press, renderPage, programVersion, frame }: PagesToMake,
  fingerprintOf: (chart: SiteChart) => string,
): Output {
  const make = async (inlineOf: ChartPress["inlineOf"]): Promise<string> => {
    const figures = charts.map(({ makeFigure }) => makeFigure());
    return renderPage(makeModel(figures), await drawInline(figures, inlineOf));
  };
  // They show the time of each run, so they are made in each.
  if (stage === "overview" || stage === "server") return { path, stage, make: () => make(press.rememberedInlineOf) };
  // Made whenever anything starts or ends, and some of its charts show only days that are over.
  const inlineOf = path === HISTORY_PATH ? press.rememberedInlineOf : press.inlineOf;
  const inputs = (): string => {
    const model = JSON.stringify(makeModel([]));
    return [programVersion, frame, model, ...charts.map(fingerprintOf)].join("\n");
  };
  return { path, stage, inputs, make: () => make(inlineOf) };
}

async function drawInline(
  charts: readonly ChartFigure[],
  inlineOf: ChartPress["inlineOf"],
): Promise<ReadonlyMap<string, string>> {
  const svgByPath = new Map<string, string>();
  // One after the other: the drawing library numbers the ids of one chart at a time.
  for (const chart of charts) svgByPath.set(chart.path, await inlineOf(chart));
  return svgByPath;
}
