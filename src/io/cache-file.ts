import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import { errorCode, onFile } from "./file-problem.js";

/**
 * A file of the history's `cache/`: what can be made again at any time.
 *
 * @returns null if it is not there, or is not JSON: whoever deletes or damages it pays with a slower run
 */
export function readCacheFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Replaces a file of the cache, whole, so that a killed run leaves the old or the new one. Not fsynced: see above. */
export function writeCacheFile(path: string, value: unknown): void {
  onFile("write", path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: HISTORY_FOLDER_MODE });
    const temporary = `${path}.tmp`;
    writeFileSync(temporary, JSON.stringify(value), { mode: HISTORY_FILE_MODE });
    renameSync(temporary, path);
  });
}

/** Forgets what a file of the cache tells, if it is there. */
export function removeCacheFile(path: string): void {
  onFile("remove", path, () => {
    rmSync(path, { force: true });
  });
}

/** Removes everything in a folder of the cache, and what killed runs left half-written there, but for some files. */
export function removeAllBut(folder: string, kept: readonly string[]): void {
  for (const name of namesIn(folder)) {
    if (kept.includes(name)) continue;
    const path = join(folder, name);
    onFile("remove", path, () => {
      rmSync(path, { recursive: true, force: true });
    });
  }
}

function namesIn(folder: string): readonly string[] {
  return onFile("list", folder, () => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
  });
}
