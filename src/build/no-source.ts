import { noChange, type HistoryChange, type LiveHistory } from "../history/history-change.js";
import { NO_CLOCK } from "../history/server-clock.js";
import { nextSourceRows, type SourceNotice } from "../history/source-rows.js";

/** Stands in `sources.csv` for "there is no source at all", so that this is said once, when it begins and when it ends. */
const NO_SOURCE = { server: "", source: "" } as const;

export function isNoSource({ server, source }: { readonly server: string; readonly source: string }): boolean {
  return server === NO_SOURCE.server && source === NO_SOURCE.source;
}

/** A run that has no source: nothing changes but what is remembered of it. The rows of former sources stay. */
export function withoutSource(
  known: LiveHistory,
  nowSeconds: number,
): { readonly change: HistoryChange; readonly notices: readonly SourceNotice[] } {
  const observation = {
    ...NO_SOURCE,
    state: "missing",
    detail: "",
    clock: NO_CLOCK,
    rowsSetAside: null,
  } as const;
  const { rows, notices } = nextSourceRows(known.sources, [observation], nowSeconds);
  const former = known.sources.filter((row) => !isNoSource(row));
  return { change: { ...noChange(known), sources: [...former, ...rows] }, notices };
}

/** What is to be said where there was no source in the last run, and there is one now. */
export function endOfNoSource(known: LiveHistory, found: readonly unknown[]): readonly SourceNotice[] {
  const before = known.sources.find(isNoSource);
  if (before === undefined || found.length === 0) return [];
  return [{ ...NO_SOURCE, kind: "ends", state: before.state, detail: "" }];
}
