import { join } from "node:path";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import { SAMPLE_HOUR_CSV } from "../../history/sample-hour-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import { usageCsv } from "../../history/usage-csv.js";
import { lstatIfExists } from "../files/file-problem.js";
import type { FileChange } from "./file-change.js";
import { readAppendPoint, readBytes } from "./read-history.js";

/**
 * The files of rows, relative to the history, in which changes write over a last row that is cut off. To be called before
 * the changes are made.
 *
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function findCutRows(folder: string, changes: readonly FileChange[]): readonly string[] {
  return changes.flatMap((change) => {
    const isCut =
      "offset" in change
        ? (lstatIfExists(join(folder, change.path))?.size ?? 0) > change.offset
        : "content" in change && hasCutRow(folder, change.path);
    return isCut ? [change.path] : [];
  });
}

const OPEN_FILE = "open.csv";
const DAY_FILE = /^(\w+(?:\/hours)?)\/([^/]+)\.csv$/;

/** Whether the last row of a day file or of `open.csv` is cut off; false for every other file. */
function hasCutRow(folder: string, path: string): boolean {
  const [, kind = "", day = ""] = path === OPEN_FILE ? ["", path] : (DAY_FILE.exec(path) ?? []);
  const file = join(folder, path);
  const bytes = kind === "" ? null : readBytes(file);
  if (bytes === null) return false;
  switch (kind) {
    case OPEN_FILE:
      return readAppendPoint(file, OPEN_SESSION_CSV, bytes).offset < bytes.length;
    case "sessions":
      return readAppendPoint(file, ENDED_SESSION_CSV, bytes).offset < bytes.length;
    case "usage":
      return readAppendPoint(file, usageCsv(day), bytes).offset < bytes.length;
    case "samples":
      return readAppendPoint(file, SAMPLE_CSV, bytes).offset < bytes.length;
    case "samples/hours":
      return readAppendPoint(file, SAMPLE_HOUR_CSV, bytes).offset < bytes.length;
    default:
      return false;
  }
}
