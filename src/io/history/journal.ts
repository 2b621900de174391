import { join, resolve } from "node:path";
import { isWords, ProblemError, type Words } from "../../text/problem.js";
import { isObject } from "../files/is-object.js";
import { applyFileChanges, checkAppendTargets, HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import {
  makeFolder,
  removeFile,
  removeLeftOver,
  replaceFile,
  syncFolder,
  temporaryBeside,
} from "../files/durable-file.js";
import { type FileChange, findChangesFlaw } from "./file-change.js";
import { ifExists } from "../files/existing.js";
import { lstatIfExists, onFile } from "../files/file-problem.js";
import { readHistoryFile } from "./read-history-file.js";

/**
 * Changes files of the history folder as one: after a kill at any instant, and a {@link recoverJournal}, all of the
 * changes are there or none.
 *
 * The caller holds the lock, and has called {@link recoverJournal} since it took it.
 *
 * @throws ProblemError `bad-history` (a file to append to was cut; nothing is written), `cannot-write`, `permission`
 *   or `io`. If the journal could not be written, nothing has changed; if it was, the next run completes the change.
 */
export function commitChange(folder: string, change: readonly FileChange[]): void {
  const flaw = findChangesFlaw(change);
  if (flaw !== null) throw new TypeError(`cannot commit: ${flaw}`);
  if (change.length === 0) return;

  const root = resolve(folder);
  const journal = join(root, "journal");
  makeFolder(root, HISTORY_FOLDER_MODE);
  if (lstatIfExists(journal) !== undefined) {
    throw new TypeError(`cannot commit over a journal that was not recovered: ${journal}`);
  }
  checkAppendTargets(root, change);
  replaceFile(journal, journalText(change), HISTORY_FILE_MODE);
  syncFolder(root);
  finish(root, journal, change);
}

/**
 * Completes the change that a killed or failed run had begun, if there is one. To be called under the lock, before
 * anything of the history is read.
 *
 * @returns whether there was one
 * @throws ProblemError `bad-history` if the journal cannot be understood or no longer fits its files; it is left there
 */
export function recoverJournal(folder: string): boolean {
  const root = resolve(folder);
  const journal = join(root, "journal");
  removeLeftOver(temporaryBeside(journal));
  const text = onFile("read", journal, () => ifExists(() => readHistoryFile(journal).toString("utf8")));
  if (text === null) return false;
  const change = understood(journal, text);
  checkAppendTargets(root, change);
  finish(root, journal, change);
  return true;
}

function finish(root: string, journal: string, change: readonly FileChange[]): void {
  applyFileChanges(root, change);
  removeFile(journal);
  syncFolder(root);
}

function understood(journal: string, text: string): readonly FileChange[] {
  const change = parseJournal(text);
  if (!isWords(change)) return change;
  throw new ProblemError({
    kind: "bad-history",
    what: (t) => t.history.journal(JSON.stringify(journal), change(t)),
    fix: (t) => t.history.journalFix,
  });
}

const FORMAT = 1;

function journalText(changes: readonly FileChange[]): string {
  return `${JSON.stringify({ journal: FORMAT, changes })}\n`;
}

/** Parses the changes of a journal. Errors quote nothing from the file: someone may have edited it. */
function parseJournal(text: string): readonly FileChange[] | Words {
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch {
    return (t) => t.history.notJson;
  }
  if (!isObject(journal) || !("journal" in journal)) return (t) => t.history.notOurs;
  const { journal: format, changes } = journal;
  if (format !== FORMAT) return (t) => t.history.journalFormat(FORMAT, JSON.stringify(format));
  if (!Array.isArray(changes) || findChangesFlaw(changes) !== null) return (t) => t.history.notOurs;
  return changes as readonly FileChange[];
}
