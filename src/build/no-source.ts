import { noChange, type HistoryChange, type LiveHistory } from "../history/history-change.js";
import { NO_CLOCK } from "../history/server-clock.js";
import { nextSourceRows, type SourceNotice } from "../history/source-rows.js";

/**
 * The row in `sources.csv` for "there is no source at all", so that this is reported once when it begins and once
 * when it ends.
 */
const NO_SOURCE = { server: "", source: "" } as const;

/** Whether a row of `sources.csv` means that there is no source at all. */
export function isNoSource({ server, source }: { readonly server: string; readonly source: string }): boolean {
  return server === NO_SOURCE.server && source === NO_SOURCE.source;
}

/** A run without any source changes only this row. The rows of former sources stay. */
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

/** The report that there is a source again. */
export function findSourceAgain(known: LiveHistory, found: readonly unknown[]): readonly SourceNotice[] {
  const before = known.sources.find(isNoSource);
  if (before === undefined || found.length === 0) return [];
  return [{ ...NO_SOURCE, kind: "ends", state: before.state, detail: "" }];
}
