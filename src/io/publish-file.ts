import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, type Stats, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProblemError } from "../text/problem.js";
import { OUT_FOLDER_MODE } from "./claim-out-folder.js";
import { removeIfPossible, writeNewFile } from "./durable-file.js";
import { onFile } from "./file-problem.js";
import { MARKER_NAME } from "./out-marker.js";

const OUT_FILE_MODE = 0o640;
// A folder has it between being made and being opened to the group, so a kill in between can be seen.
const UNFINISHED_MODE = 0o700;

/**
 * Puts one file of the site in its place, whole; if it has these bytes already it is left alone, so that its mtime and
 * ETag stay.
 *
 * Nothing is fsynced: after a power cut a page may be empty, but the next run compares bytes and makes it again.
 *
 * @param out an absolute path
 * @returns whether it had to be written
 */
export function publishFile(out: string, path: string, content: string | Uint8Array): boolean {
  const target = join(out, path);
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  const old = onFile("look at", target, () => lstatSync(target, { throwIfNoEntry: false }));
  if (old !== undefined && hasBytes(target, old, bytes)) return false;

  // Not beside the target but in `out` itself, where the next run finds it without looking through every folder.
  const temporary = join(out, `${MARKER_NAME}.${randomBytes(8).toString("hex")}.tmp`);
  try {
    writeNewFile(temporary, bytes, OUT_FILE_MODE, { sync: false });
    onFile("replace", target, () => {
      if (old !== undefined) setLaterTime(temporary, old);
      renameSync(temporary, target);
    });
  } catch (error) {
    removeIfPossible(temporary);
    throw error;
  }
  return true;
}

/** nginx's ETag is the mtime in seconds and the size: equal ones would give 304 for changed bytes. */
function setLaterTime(path: string, old: Stats): void {
  const seconds = Math.max(Date.now() / 1000, Math.ceil(old.mtimeMs / 1000 + 1));
  utimesSync(path, seconds, seconds);
}

function hasBytes(path: string, found: Stats, bytes: Uint8Array): boolean {
  if (!found.isFile() || found.size !== bytes.length) return false;
  return onFile("read", path, () => readFileSync(path)).equals(bytes);
}

/**
 * Makes the folders of a file of the site.
 *
 * @param known folders that are known to be there, as relative paths; it is added to
 * @throws ProblemError if something else is in their place
 */
export function makeOutFolders(out: string, path: string, known: Set<string>): void {
  const folder = dirname(path);
  if (folder === "." || known.has(folder)) return;
  makeOutFolders(out, folder, known);
  const absolute = join(out, folder);
  const found = realFolder(out, folder);
  onFile("make the folder", absolute, () => {
    if (found === undefined) mkdirSync(absolute, { mode: UNFINISHED_MODE });
    if (found === undefined || (found.mode & 0o777) === UNFINISHED_MODE) chmodSync(absolute, OUT_FOLDER_MODE);
  });
  known.add(folder);
}

/**
 * A folder of the site; `undefined` if it is not there.
 *
 * @throws ProblemError if a link, which would lead us out of `out`, or a file is in its place
 */
export function realFolder(out: string, folder: string): Stats | undefined {
  const absolute = join(out, folder);
  const found = onFile("look at", absolute, () => lstatSync(absolute, { throwIfNoEntry: false }));
  if (found === undefined || found.isDirectory()) return found;
  throw new ProblemError({
    kind: "cannot-write",
    what: `${JSON.stringify(absolute)} should be a folder, but is a ${found.isSymbolicLink() ? "symbolic link" : "file"}`,
    fix: "Remove it: the site is written into real folders only.",
  });
}
