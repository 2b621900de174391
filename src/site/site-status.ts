import { outdatedAfterSeconds } from "./outdated-after.js";
import { liveSessions, type LiveSession } from "./pages/live-session.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput, SourceView } from "./site-input.js";
import { siteState, type SiteState } from "./site-state.js";

/** The present, for programs: what `status.json` says. Times are epoch seconds. */
export interface SiteStatus {
  readonly title: string;
  readonly generatedSeconds: number;
  /** The age from which to distrust it. */
  readonly staleAfterSeconds: number;
  readonly state: SiteState;
  readonly sources: readonly SourceView[];
  /** As in the live table. */
  readonly clients: readonly LiveSession[];
}

export function siteStatus(input: SiteInput, index: SiteIndex): SiteStatus {
  return {
    title: input.title,
    generatedSeconds: input.nowSeconds,
    staleAfterSeconds: outdatedAfterSeconds(input),
    state: siteState(input),
    sources: input.sources,
    clients: liveSessions(input, index),
  };
}
