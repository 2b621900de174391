import { readFileSync } from "node:fs";
import { HISTORY_FILE_MODE } from "../history/apply-file-changes.js";
import { replaceFile } from "./durable-file.js";
import { lstatIfExists, onReading } from "./file-problem.js";

/**
 * Writes a whole file of the history's folders, unless it has this content already.
 *
 * @throws ProblemError `cannot-write`, `permission` or `io`
 */
export function replaceIfChanged(path: string, content: string): void {
  const isSame =
    lstatIfExists(path)?.isFile() === true && onReading("read", path, () => readFileSync(path, "utf8")) === content;
  if (!isSame) replaceFile(path, content, HISTORY_FILE_MODE);
}
