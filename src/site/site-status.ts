import { outdatedAfterSeconds } from "./freshness.js";
import { type LiveSession, liveSessions } from "./pages/live-session.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput, SourceView } from "./site-input.js";

/** The present, for programs: what `status.json` says. Times are epoch seconds. */
export interface SiteStatus {
  readonly title: string;
  readonly generatedSeconds: number;
  /** The age from which it is outdated. */
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

/** The site's state in one word, as its icon shows it: `idle` if nobody is connected and nothing is wrong. */
export type SiteState = "ok" | "problem" | "idle";

/** A source that is not ok is a problem, whoever is connected; so is having no source. */
export function siteState({ sources, openSessions }: Pick<SiteInput, "sources" | "openSessions">): SiteState {
  if (sources.length === 0 || sources.some(({ state }) => state !== "ok")) return "problem";
  return openSessions.length > 0 ? "ok" : "idle";
}
