import { seenIntervals } from "../history/seen-intervals.js";
import type { SiteInput, SourceView } from "./site-input.js";

/** The age in seconds from which the site is outdated: `stale_after`, or longer where it is made less often. */
export function outdatedAfterSeconds({
  sources,
  samples,
  staleAfterSeconds,
}: Pick<SiteInput, "sources" | "samples" | "staleAfterSeconds">): number {
  const servers = sources.map(({ server }) => server);
  return Math.round(seenIntervals(() => samples, staleAfterSeconds).siteLimitSeconds(servers));
}

/** The servers with an accepted snapshot that is not stale. For any other server it is unknown who is connected. */
export function confirmedServers({
  sources,
  samples,
  nowSeconds,
  staleAfterSeconds,
}: Pick<SiteInput, "samples" | "nowSeconds" | "staleAfterSeconds"> & {
  readonly sources: readonly Pick<SourceView, "server" | "snapshotSeconds">[];
}): ReadonlySet<string> {
  const { isStale } = seenIntervals(() => samples, staleAfterSeconds);
  return new Set(
    sources
      .filter(
        ({ server, snapshotSeconds }) => snapshotSeconds !== null && !isStale(server, nowSeconds - snapshotSeconds),
      )
      .map(({ server }) => server),
  );
}
