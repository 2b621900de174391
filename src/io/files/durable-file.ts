/*
 * Everything here is synchronous: a run writes in one fixed order, so that a kill at any moment loses nothing. The crash
 * tests count this order call by call.
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
 * Replaces a file by one with this content. After a kill or a power cut, either the whole old or the whole new file
 * exists. The folder is not fsynced: see {@link syncFolder}.
 *
 * A file that is replaced keeps its permissions. A link is replaced itself, not followed.
 *
 * @param newFileMode permissions of a file that did not exist, whatever the umask
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

/** For cleaning up after an error, which a second error must not hide. */
export function removeIfPossible(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The next run finds it by its name.
  }
}

/** The temporary file of {@link replaceFile}. Its name is fixed, so that the next run finds what a killed one left. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path).replace(/^\./, "")}.tmp`);
}

/** Removes the temporary file of a killed run, if it is a regular file. */
export function removeLeftOver(temporary: string): void {
  const found = lstatIfExists(temporary);
  if (found === undefined) return;
  if (!found.isFile()) {
    throw new ProblemError({
      kind: "cannot-write",
      what: (t) => t.file.badTemporary(JSON.stringify(temporary)),
      fix: (t) => t.file.removeTemporary,
    });
  }
  onFile("remove", temporary, () => {
    unlinkSync(temporary);
  });
}

/**
 * Writes a file that must not exist yet. If it throws, a partly written file may remain.
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

/** Writes all bytes at a position, however few of them the system takes at a time. */
export function writeWhole(file: number, content: string | Uint8Array, position: number): void {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

/** Makes renames, new files and removals in a folder durable. */
export function syncFolder(path: string): void {
  onFile("fsyncFolder", path, () => {
    const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  });
}

/** For parent folders: other users must be able to pass through them, also to other files, but not to write there. */
export const PARENT_FOLDER_MODE = 0o755;

/**
 * Creates a folder and its parents, durably. An existing folder is left unchanged.
 *
 * @param mode its permissions, whatever the umask; parents get {@link PARENT_FOLDER_MODE}
 */
export function makeFolder(path: string, mode: number): void {
  if (onFile("access", path, () => statSync(path, { throwIfNoEntry: false }))?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path), PARENT_FOLDER_MODE);
  onFile("makeFolder", path, () => {
    try {
      mkdirWithMode(path, mode);
    } catch (error) {
      // Another run may have created it in the meantime, but another user must not have.
      const found = errorCode(error) === "EEXIST" ? lstatSync(path) : undefined;
      if (found?.isDirectory() !== true || found.uid !== process.geteuid?.()) throw error;
    }
  });
  syncFolder(dirname(path));
}

/**
 * Creates one folder with exactly these permissions, whatever the umask; it still inherits the group and setgid of its
 * parent. A later chmod would not do: by a user outside of the folder's group, it clears setgid.
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

/** Removes a file, if it exists. */
export function removeFile(path: string): void {
  onFile("remove", path, () => {
    try {
      unlinkSync(path);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  });
}
