import type { SiteInput, SourceView } from "./site-input.js";

/** The servers with an accepted snapshot that is not older than `staleAfterSeconds`: of no other is known who is connected. */
export function confirmedServers({
  sources,
  nowSeconds,
  staleAfterSeconds,
}: Pick<SiteInput, "nowSeconds" | "staleAfterSeconds"> & {
  readonly sources: readonly Pick<SourceView, "server" | "snapshotSeconds">[];
}): ReadonlySet<string> {
  const oldest = nowSeconds - staleAfterSeconds;
  return new Set(
    sources
      .filter(({ snapshotSeconds }) => snapshotSeconds !== null && snapshotSeconds >= oldest)
      .map(({ server }) => server),
  );
}
