import { replaceFile } from "../files/durable-file.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";
import { readBytes } from "./read-history.js";

/**
 * Writes a whole file of the history's folders, unless it has this content already.
 *
 * @throws ProblemError `cannot-write`, `permission` or `io`
 */
export function replaceIfChanged(path: string, content: string): void {
  if (readBytes(path)?.equals(Buffer.from(content)) !== true) replaceFile(path, content, HISTORY_FILE_MODE);
}
