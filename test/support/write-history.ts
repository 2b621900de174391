import { noChange } from "../../src/history/history-change.js";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { historyFiles } from "../../src/io/history/history-files.js";
import { commitChange } from "../../src/io/history/journal.js";

/** Writes a history folder, as `gen` would over time. */
export function writeHistory(
  folder: string,
  {
    ended,
    open = [],
    usage = [],
  }: { readonly ended: readonly Session[]; readonly open?: readonly Session[]; readonly usage?: readonly Usage[] },
): void {
  const change = { ...noChange({ open, sources: [] }), ended, usage };
  commitChange(folder, historyFiles(folder, change));
}
