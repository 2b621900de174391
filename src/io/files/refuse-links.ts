import type { Stats } from "node:fs";
import { join } from "node:path";
import { listFolder } from "./existing.js";
import { onReading, lstatIfExists } from "./file-problem.js";
import { ProblemError } from "../../text/problem.js";
import { refuseUntrustedEntry } from "./refuse-unsafe-folder.js";

/**
 * Refuses a history with a link to elsewhere; changes nothing. Files deeper inside are opened without following
 * links.
 *
 * @throws ProblemError `config`, with the name of the link
 */
export function refuseLinksInHistory(history: string): void {
  for (const { path, found } of listHistoryEntries(history)) if (found.isSymbolicLink()) throw linkRefused(path);
}

/**
 * For root alone: refuses a history in which another user may change something.
 *
 * @throws ProblemError `config`, with its name
 */
export function refuseUntrustedInHistory(history: string, userId = process.geteuid?.()): void {
  if (userId !== 0) return;
  for (const { path, found } of listHistoryEntries(history)) refuseUntrustedEntry(path, found, userId);
}

/** The entries of the folder and of its cache. */
function* listHistoryEntries(history: string): Generator<{ readonly path: string; readonly found: Stats }> {
  for (const folder of [history, join(history, "cache")]) {
    for (const name of onReading("list", folder, () => listFolder(folder))) {
      const path = join(folder, name);
      const found = lstatIfExists(path);
      if (found !== undefined) yield { path, found };
    }
  }
}

/** The problem of a link in a history folder. */
export function linkRefused(path: string): ProblemError {
  return new ProblemError({
    kind: "config",
    what: (t) => t.history.link(JSON.stringify(path)),
    fix: (t) => t.history.linkFix,
  });
}
