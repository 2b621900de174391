import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, lstatSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { makeFolder, removeFile, replaceFile, syncFolder, writeWhole } from "../files/durable-file.js";
import type { FileChange } from "./file-change.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";
import { linkRefused } from "../files/refuse-links.js";

// Names, addresses and times of people: for the one who runs us. A file that is replaced keeps what it has.
export const HISTORY_FILE_MODE = 0o600;
export const HISTORY_FOLDER_MODE = 0o700;

/**
 * Makes the changes, durably. Done again, after any part of it was done, it gives the same.
 *
 * @throws ProblemError, with the changes made in part
 */
export function applyFileChanges(folder: string, changes: readonly FileChange[]): void {
  // Also the folders above a new file's: a run that was killed may have made them without an fsync.
  const foldersToSync = new Set<string>();
  for (const change of changes) {
    const path = join(folder, change.path);
    if ("append" in change) append(path, change.offset, change.append);
    else if ("content" in change) replace(path, change.content);
    else removeFile(path);

    if ("append" in change && change.offset > 0) continue;
    for (let above = dirname(path); above.length >= folder.length; above = dirname(above)) foldersToSync.add(above);
  }
  for (const changed of foldersToSync) if (isFolder(changed)) syncFolder(changed);
}

function replace(path: string, content: string): void {
  makeFolder(dirname(path), HISTORY_FOLDER_MODE);
  replaceFile(path, content, HISTORY_FILE_MODE);
}

function append(path: string, offset: number, text: string): void {
  if (offset === 0) makeFolder(dirname(path), HISTORY_FOLDER_MODE);
  const create = offset === 0 ? constants.O_CREAT : 0;
  onFile("append", path, () => {
    const flags = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK | create;
    const file = openSync(path, flags, HISTORY_FILE_MODE);
    try {
      checkAppendTarget(path, offset, fstatSync(file));
      ftruncateSync(file, offset);
      writeWhole(file, text, offset);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * Finds, before anything is written, what can never be applied: else the journal would block every later run.
 *
 * @throws ProblemError `bad-history`
 */
export function checkAppendTargets(folder: string, changes: readonly FileChange[]): void {
  for (const change of changes) {
    if (!("append" in change)) continue;
    const path = join(folder, change.path);
    const found = lstatIfExists(path);
    if (found !== undefined) checkAppendTarget(path, change.offset, found);
    else if (change.offset > 0) throw cutFile(path, 0, change.offset);
  }
}

interface Found {
  readonly size: number;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

function checkAppendTarget(path: string, offset: number, found: Found): void {
  if (found.isSymbolicLink()) throw linkRefused(path);
  if (!found.isFile()) {
    throw new ProblemError({
      kind: "bad-history",
      what: (t) => t.history.notRegular(JSON.stringify(path)),
      fix: (t) => t.history.notRegularFix,
    });
  }
  if (found.size < offset) throw cutFile(path, found.size, offset);
}

function cutFile(path: string, sizeBytes: number, offset: number): ProblemError {
  return new ProblemError({
    kind: "bad-history",
    what: (t) => t.history.cut(JSON.stringify(path), sizeBytes, offset),
    fix: (t) => t.history.cutFix,
  });
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
