import { join } from "node:path";
import type { CsvTable } from "../../history/csv-table.js";
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
  const file = join(folder, path);
  const isCut = <Row>(table: CsvTable<Row>): boolean => {
    const bytes = readBytes(file);
    return bytes !== null && readAppendPoint(file, table, bytes).offset < bytes.length;
  };
  if (path === OPEN_FILE) return isCut(OPEN_SESSION_CSV);
  const [, kind = "", day = ""] = DAY_FILE.exec(path) ?? [];
  switch (kind) {
    case "sessions":
      return isCut(ENDED_SESSION_CSV);
    case "usage":
      return isCut(usageCsv(day));
    case "samples":
      return isCut(SAMPLE_CSV);
    case "samples/hours":
      return isCut(SAMPLE_HOUR_CSV);
    default:
      return false;
  }
}
