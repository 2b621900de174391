import { renderBadge } from "../render/badge-svg.js";
import { renderFeed } from "../render/feed-xml.js";
import { renderMetrics } from "../render/metrics-text.js";
import { renderStatusJson } from "../render/status-json.js";
import type { FeedEvent } from "../site/feed/feed-event.js";
import { siteFeed } from "../site/feed/site-feed.js";
import { fingerprint } from "../site/fingerprint.js";
import type { LiveSession } from "../site/pages/live-session.js";
import type { LiveIndex } from "../site/site-index.js";
import { siteBadge } from "../site/site-badge.js";
import { siteMetrics } from "../site/metrics/site-metrics.js";
import { BADGE_PATH, FEED_PATH, METRICS_PATH, SEARCH_LIVE_PATH, STATUS_JSON_PATH } from "../site/site-paths.js";
import { siteStatus } from "../site/site-status.js";
import type { Target } from "../site/target.js";
import { makeSearchLive } from "./search-targets.js";
import type { SiteSources } from "./site-sources.js";

/** The outputs that the config switches on. */
type OutputConfig = Pick<SiteSources["config"], "feed"> & {
  readonly metrics: Pick<SiteSources["config"]["metrics"], "perClient">;
};

/** The input of the outputs. */
interface LiveState {
  readonly sources: Pick<SiteSources, "input" | "programVersion" | "packageVersion" | "secret"> & {
    readonly config: OutputConfig;
  };
  readonly index: LiveIndex;
  readonly live: readonly LiveSession[];
  readonly feed: readonly FeedEvent[];
}

/** A file for programs that shows the present. */
interface LiveOutput extends Pick<Target, "path" | "stage"> {
  /** Absent: every site has it. */
  readonly isWanted?: (config: OutputConfig) => boolean;
  readonly plan: (state: LiveState) => Pick<Target, "toKey" | "make">;
}

const LIVE_OUTPUTS: readonly LiveOutput[] = [
  {
    path: STATUS_JSON_PATH,
    stage: "overview",
    plan: ({ sources: { input, packageVersion }, index, live }) => ({
      toKey: null,
      make: () => renderStatusJson(siteStatus(input, index, live), packageVersion),
    }),
  },
  {
    path: METRICS_PATH,
    // A monitoring system fetches it from nearby: it is compressed quickly, as downloads are.
    stage: "download",
    plan: ({ sources: { input, config, packageVersion }, index }) => ({
      toKey: null,
      make: () => {
        const settings = { version: packageVersion, perClient: config.metrics.perClient };
        return renderMetrics(siteMetrics(input, index, settings));
      },
    }),
  },
  {
    path: SEARCH_LIVE_PATH,
    stage: "overview",
    plan: ({ sources: { input }, index }) => ({ toKey: null, make: () => makeSearchLive(input, index) }),
  },
  {
    path: BADGE_PATH,
    stage: "overview",
    plan: ({ sources: { input } }) => ({ toKey: null, make: () => renderBadge(siteBadge(input)) }),
  },
  {
    path: FEED_PATH,
    stage: "download",
    isWanted: ({ feed }) => feed,
    // It changes only when something happens.
    plan: ({ sources: { input, programVersion, secret }, index, feed: events }) => {
      const feed = siteFeed(input, index, events);
      return {
        toKey: () => fingerprint(programVersion, input.language, secret(), feed),
        make: () => renderFeed(feed, input.language, secret()),
      };
    },
  },
];

/** The paths of the outputs that the config switches on, relative to `out/`. */
export function listLiveOutputs(config: OutputConfig): readonly string[] {
  return wantedOutputs(config).map(({ path }) => path);
}

/** The targets of the outputs that the config switches on. */
export function planLiveOutputs(state: LiveState): readonly Target[] {
  return wantedOutputs(state.sources.config).map(({ path, stage, plan }) => ({ path, stage, ...plan(state) }));
}

function wantedOutputs(config: OutputConfig): readonly LiveOutput[] {
  return LIVE_OUTPUTS.filter(({ isWanted }) => isWanted?.(config) ?? true);
}
