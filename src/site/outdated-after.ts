import { seenIntervals } from "../history/seen-intervals.js";
import type { SiteInput } from "./site-input.js";

/** The age in seconds from which the site is to be distrusted: `stale_after`, or longer where it is made less often. */
export function outdatedAfterSeconds({
  sources,
  samples,
  staleAfterSeconds,
}: Pick<SiteInput, "sources" | "samples" | "staleAfterSeconds">): number {
  const servers = sources.map(({ server }) => server);
  return Math.round(seenIntervals(() => samples, staleAfterSeconds).siteLimitSeconds(servers));
}
