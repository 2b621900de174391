import { inOrder, type Target } from "../site/target.js";
import { makeLiveCharts } from "../site/charts/site-charts.js";
import { livePages } from "../site/pages/list-live-pages.js";
import { liveSessions } from "../site/pages/live-session.js";
import type { OutFolder } from "../io/publish/publish.js";
import type { ChartCache } from "./chart-cache.js";
import type { Host } from "./host.js";
import { planLiveOutputs } from "./live-outputs.js";
import { toPageTargets } from "./page-targets.js";
import { toSiteFiles } from "./site-files.js";
import { makePartFilter, type SitePart } from "../site/further/site-parts.js";
import type { SiteSources } from "./site-sources.js";
import { indexLive, type LivePart } from "./live-part.js";

interface LiveTools {
  readonly sources: SiteSources;
  readonly out: Pick<OutFolder, "isThere">;
  /** Without a record, no build was finished. */
  readonly memory: { readonly record: object | null };
  readonly charts: ChartCache;
  readonly host: Pick<Host, "templates">;
  readonly parts: readonly SitePart[] | null;
}

interface LiveTargets {
  readonly targets: readonly Target[];
  /** Once they are made: whether a link was left out because its target does not exist yet. */
  readonly areLinksLeftOut: () => boolean;
}

/**
 * The files that show the present.
 *
 * @param isEarly whether some of the files they link to may be made after them
 */
export function toLiveTargets(
  { sources, out, memory, charts, host, parts }: LiveTools,
  part: LivePart,
  isEarly: boolean,
): LiveTargets {
  const { input, calendar, assets, programVersion } = sources;
  const index = indexLive(input, part, calendar);
  const hasFile = makePartFilter(parts);
  let areLinksLeftOut = false;
  // In the order of publishing: files before a page exist when the page does.
  const places = new Map<string, number>();
  const isBefore = (path: string, from: string): boolean => (places.get(path) ?? Infinity) < (places.get(from) ?? 0);
  const isThere = (path: string, from: string): boolean => {
    if (!hasFile(path)) return false;
    const isLinked = isBefore(path, from) || out.isThere(path, memory.record !== null);
    areLinksLeftOut ||= !isLinked;
    return isLinked;
  };
  const files = toSiteFiles(input, index, assets, { templates: host.templates, programVersion, parts, isThere });
  const live = liveSessions(input, index);
  const targets = inOrder([
    ...toPageTargets(livePages(input, index, makeLiveCharts(input, index), live), {
      ...files,
      charts,
      mayLeaveOut: isEarly,
    }),
    ...planLiveOutputs({ sources, index, live, feed: part.feed }),
  ]);
  for (const [place, { path }] of targets.entries()) places.set(path, place);
  return { targets, areLinksLeftOut: () => areLinksLeftOut };
}
