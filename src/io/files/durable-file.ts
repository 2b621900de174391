/*
 * Everything here is synchronous: a run writes in one plain order, which is the order in which the design argues that
 * no instant of a kill loses anything, and the crash tests can count that order call by call.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { errorCode, onFile, lstatIfExists } from "./file-problem.js";

/**
 * Replaces a file by one with this content, so that after a kill or a power cut the old or the new one stands there
 * whole. The folder is not yet fsynced: see {@link syncFolder}.
 *
 * A file that is replaced keeps its permissions; a link is replaced itself, not followed.
 *
 * @param newFileMode permissions of a file that was not there, whatever the umask
 * @throws ProblemError `cannot-write`, `permission` or `io`
 */
export function replaceFile(path: string, content: string | Uint8Array, newFileMode: number): void {
  const temporary = temporaryBeside(path);
  removeLeftOver(temporary);
  try {
    writeNewFile(temporary, content, existingMode(path) ?? newFileMode, { sync: true });
    onFile("replace", path, () => {
      renameSync(temporary, path);
    });
  } catch (error) {
    removeIfPossible(temporary);
    throw error;
  }
}

/** For the way out of a failure, which must not be hidden by a second one. */
export function removeIfPossible(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The next run finds it by its name.
  }
}

/** Where {@link replaceFile} writes first: fixed, so that the next one finds what a killed one left. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path).replace(/^\./, "")}.tmp`);
}

/** Removes a temporary file that a killed run left, if it is a plain file. */
export function removeLeftOver(temporary: string): void {
  const found = lstatIfExists(temporary);
  if (found === undefined) return;
  if (!found.isFile()) {
    throw new ProblemError({
      kind: "cannot-write",
      what: `${JSON.stringify(temporary)} should be a temporary file of ours, but is no regular file`,
      fix: "See who put it there, and remove it.",
    });
  }
  onFile("remove", temporary, () => {
    unlinkSync(temporary);
  });
}

/**
 * Writes a file that must not exist yet; a half-written one may stay if it throws.
 *
 * @param mode its permissions, whatever the umask
 */
export function writeNewFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  options: { readonly sync: boolean },
): void {
  onFile("write", path, () => {
    // O_EXCL also refuses a symbolic link, wherever it points.
    const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    try {
      fchmodSync(file, mode);
      writeWhole(file, content, 0);
      if (options.sync) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** Writes all of it at a position, however few bytes the system takes at a time. */
export function writeWhole(file: number, content: string | Uint8Array, position: number): void {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

/** Makes renames, new files and removals in a folder survive a power cut. */
export function syncFolder(path: string): void {
  onFile("fsync the folder", path, () => {
    const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  });
}

/** Of folders above ours: others must come through, to what is beside ours too, and must not write. */
export const PARENT_FOLDER_MODE = 0o755;

/**
 * Makes a folder, with those above it, durably. One that is there is left as it is.
 *
 * @param mode its permissions, whatever the umask; those above it get {@link PARENT_FOLDER_MODE}
 */
export function makeFolder(path: string, mode: number): void {
  if (onFile("access", path, () => statSync(path, { throwIfNoEntry: false }))?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path), PARENT_FOLDER_MODE);
  onFile("make the folder", path, () => {
    try {
      mkdirWithMode(path, mode);
    } catch (error) {
      // Another run may have been quicker; not another user.
      const found = errorCode(error) === "EEXIST" ? lstatSync(path) : undefined;
      if (found?.isDirectory() !== true || found.uid !== process.geteuid?.()) throw error;
    }
  });
  syncFolder(dirname(path));
}

/**
 * Makes one folder with exactly these permissions, whatever the umask; it still inherits the group and setgid from its
 * parent. A later chmod is no alternative: called by a user outside of the folder's group, it clears setgid.
 */
export function mkdirWithMode(path: string, mode: number): void {
  const umask = process.umask(0);
  try {
    mkdirSync(path, { mode });
  } finally {
    process.umask(umask);
  }
}

function existingMode(path: string): number | null {
  const found = lstatIfExists(path);
  return found?.isFile() === true ? found.mode & 0o7777 : null;
}

/** Removes a file; one that is not there is no error. */
export function removeFile(path: string): void {
  onFile("remove", path, () => {
    try {
      unlinkSync(path);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  });
}
