import type { SiteInput } from "./site-input.js";

/** The site in one word, as its icon shows it: `idle` where nobody is connected and nothing is wrong. */
export type SiteState = "ok" | "problem" | "idle";

/** A source that is not ok is a problem, whoever is connected; so is having none. */
export function siteState({ sources, openSessions }: Pick<SiteInput, "sources" | "openSessions">): SiteState {
  if (sources.length === 0 || sources.some(({ state }) => state !== "ok")) return "problem";
  return openSessions.length > 0 ? "ok" : "idle";
}
