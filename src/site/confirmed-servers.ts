import { seenIntervals } from "../history/seen-intervals.js";
import type { SiteInput, SourceView } from "./site-input.js";

/** The servers with an accepted snapshot that is not stale: of no other is known who is connected. */
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
