import { makeLiveCharts, type HistoryCharts } from "../site/charts/site-charts.js";
import { listHistoryPaths } from "../site/list-paths.js";
import { livePages } from "../site/pages/list-live-pages.js";
import { summaryPages } from "../site/pages/list-pages.js";
import { SCHEMA_PATH } from "../site/site-paths.js";
import type { HistoryIndex } from "../site/site-index.js";
import { listLiveOutputs } from "./live-outputs.js";
import { indexLive, type LivePart } from "./live-part.js";
import type { SiteSources } from "./site-sources.js";

interface Listed {
  readonly index: HistoryIndex;
  readonly live: LivePart;
  readonly charts: HistoryCharts;
  readonly noticeCounts: ReadonlyMap<string, number>;
}

/** The paths in `out/` of all files but the assets. */
export function* listSitePaths(
  { config, input, calendar }: Pick<SiteSources, "config" | "input" | "calendar">,
  { index, live, charts, noticeCounts }: Listed,
): Generator<string> {
  yield* listHistoryPaths(input, index, noticeCounts);
  const liveIndex = indexLive(input, live, calendar);
  for (const page of [
    ...summaryPages(input, index, charts),
    ...livePages(input, liveIndex, makeLiveCharts(input, liveIndex)),
  ]) {
    yield page.path;
    for (const chart of page.charts) yield chart.path;
  }
  yield SCHEMA_PATH;
  yield* listLiveOutputs(config);
}
