import { lstatSync } from "node:fs";
import { onReading } from "./file-problem.js";

/**
 * Identifies a file's content without reading it: changes when something is written into the file, and when another
 * file replaces it.
 */
export type FileStamp = string;

/**
 * The stamp of a file or a folder, of a link itself; empty if there is none.
 *
 * @throws ProblemError `permission` or `io`
 */
export function stampFile(path: string): FileStamp {
  const found = onReading("stat", path, () => lstatSync(path, { throwIfNoEntry: false }));
  return found === undefined ? "" : `${found.ino}/${found.mtimeMs}/${found.size}`;
}
