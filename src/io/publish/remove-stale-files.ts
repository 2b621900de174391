import { rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { errorCode, onFile } from "../files/file-problem.js";
import { parentFolders } from "../files/parent-folders.js";

/** Removes files of ours, given relative to `out`, and the folders that this leaves empty. */
export function removeStaleFiles(out: string, leaving: readonly string[]): void {
  for (const path of leaving) removeOurs(join(out, path));
  removeEmptyFolders(out, leaving);
}

/** A folder in a file's place is someone else's, and is left alone. */
function removeOurs(path: string): void {
  removeUnless(["ENOENT", "EISDIR"], path, unlinkSync);
}

function removeUnless(tolerated: readonly string[], path: string, remove: (path: string) => void): void {
  onFile("remove", path, () => {
    try {
      remove(path);
    } catch (error) {
      if (!tolerated.includes(errorCode(error) ?? "")) throw error;
    }
  });
}

function removeEmptyFolders(out: string, paths: readonly string[]): void {
  for (const folder of [...parentFolders(paths)].reverse()) {
    removeUnless(["ENOENT", "ENOTEMPTY", "EEXIST"], join(out, folder), rmdirSync);
  }
}
