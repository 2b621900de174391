import { join } from "node:path";
import { lstatIfExists } from "../../io/files/file-problem.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";

/** Any of these makes a folder a history; a killed first run may have left only its journal. */
const PARTS = ["open.csv", "sources.csv", "sessions", "journal"];

/** Whether a folder does not contain a history yet. */
export function isNewHistory(folder: string): boolean {
  return PARTS.every((part) => lstatIfExists(join(folder, part)) === undefined);
}

/**
 * Refuses a command that only deletes if there is nothing to delete from: a mistyped path must not become a new history
 * and a new site.
 *
 * @throws ProblemError `no-source`
 */
export function requireHistory(folder: string, { prune: t, nothingChanged }: CommandTexts): void {
  if (!isNewHistory(folder)) return;
  throw new ProblemError({
    kind: "no-source",
    what: () => t.noHistory(JSON.stringify(folder)),
    fix: () => `${t.noHistoryFix} ${nothingChanged}`,
  });
}
