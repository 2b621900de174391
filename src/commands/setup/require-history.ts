import { join } from "node:path";
import { lstatIfExists } from "../../io/files/file-problem.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";

/** Any of these makes a folder a history; a killed first run may have left nothing but its journal. */
const PARTS = ["open.csv", "sources.csv", "sessions", "journal"];

/** Whether a folder holds no history yet. */
export function isNewHistory(folder: string): boolean {
  return PARTS.every((part) => lstatIfExists(join(folder, part)) === undefined);
}

/**
 * Refuses a command that only takes away where there is nothing to take away from: a mistyped path must not become a new
 * history and a new site.
 *
 * @throws ProblemError `no-source`
 */
export function requireHistory(folder: string, { prune: t, nothingChanged }: CommandTexts): void {
  if (!isNewHistory(folder)) return;
  throw new ProblemError({
    kind: "no-source",
    what: t.noHistory(JSON.stringify(folder)),
    fix: `${t.noHistoryFix} ${nothingChanged}`,
  });
}
