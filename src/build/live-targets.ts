import { siteFeed } from "../site/feed/site-feed.js";
import { fingerprint } from "../site/fingerprint.js";
import { siteStatus } from "../site/site-status.js";
import { siteMetrics } from "../site/site-metrics.js";
import { FEED_PATH, METRICS_PATH, STATUS_JSON_PATH } from "../site/site-paths.js";
import type { Target } from "../site/target.js";
import { liveCharts } from "../site/charts/site-charts.js";
import { livePages } from "../site/pages/list-pages.js";
import { liveSessions } from "../site/pages/live-session.js";
import { renderFeed } from "../render/feed-xml.js";
import { renderMetrics } from "../render/metrics-text.js";
import { renderStatusJson } from "../render/status-json.js";
import type { OutFolder } from "../io/publish/publish.js";
import type { ChartCache } from "./chart-cache.js";
import type { Host } from "./host.js";
import { toSearchLiveTarget } from "./search-targets.js";
import { toPageTargets } from "./page-targets.js";
import { toSiteFiles } from "./site-files.js";
import { makePartFilter, type SitePart } from "../site/further/site-parts.js";
import type { SiteSources } from "./site-sources.js";
import type { FeedEvent } from "../site/feed/feed-event.js";
import type { LiveIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
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

export interface LiveTargets {
  readonly targets: readonly Target[];
  /** Once they are made: whether a link was left out, because what it leads to is not there yet. */
  readonly areLinksLeftOut: () => boolean;
}

/**
 * The files that show the present.
 *
 * @param isEarly whether some of what they link to may be made after them
 */
export function toLiveTargets(
  { sources, out, memory, charts, host, parts }: LiveTools,
  part: LivePart,
  isEarly: boolean,
): LiveTargets {
  const { input, calendar, assets, config, programVersion, packageVersion } = sources;
  const index = indexLive(input, part, calendar);
  const hasFile = makePartFilter(parts);
  let areLinksLeftOut = false;
  const isThere = (path: string): boolean => {
    if (!hasFile(path)) return false;
    const isLinked = out.isThere(path, memory.record !== null);
    areLinksLeftOut ||= !isLinked;
    return isLinked;
  };
  const files = toSiteFiles(input, index, assets, { templates: host.templates, programVersion, parts, isThere });
  const live = liveSessions(input, index);
  return {
    targets: [
      ...toPageTargets(livePages(input, index, liveCharts(input, index), live), {
        ...files,
        charts,
        mayLeaveOut: isEarly,
      }),
      {
        path: STATUS_JSON_PATH,
        stage: "overview",
        shows: null,
        make: () => renderStatusJson(siteStatus(input, index, live), packageVersion),
      },
      {
        path: METRICS_PATH,
        // A monitoring system fetches it from nearby: it is compressed quickly, as downloads are.
        stage: "download",
        shows: null,
        make: () => {
          const settings = { version: packageVersion, perClient: config.metrics.perClient };
          return renderMetrics(siteMetrics(input, index, settings));
        },
      },
      toSearchLiveTarget(input, index),
      ...(config.feed ? [toFeedTarget(input, index, part.feed, programVersion)] : []),
    ],
    areLinksLeftOut: () => areLinksLeftOut,
  };
}

/** It changes only when something happens. */
function toFeedTarget(
  input: SiteInput,
  index: LiveIndex,
  events: readonly FeedEvent[],
  programVersion: string,
): Target {
  const feed = siteFeed(input, index, events);
  return {
    path: FEED_PATH,
    stage: "download",
    shows: () => fingerprint(programVersion, input.language, feed),
    make: () => renderFeed(feed, input.language),
  };
}
