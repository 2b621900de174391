import { basename, dirname } from "node:path";
import { BACKUP_CSV, type BackupRow } from "../../history/backup-csv.js";
import { writeCsv, type CsvTable } from "../../history/csv-table.js";
import { ENDED_SESSION_CSV } from "../../history/session-csv.js";
import { usageCsv } from "../../history/usage-csv.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";
import { syncFolder, writeNewFile } from "../files/durable-file.js";
import { dayFiles, readRows } from "./read-history.js";

/**
 * Writes the rows of some sessions, and of their usage, to a new file that `import` reads, durably.
 *
 * @throws ProblemError `cannot-write`, also if there is such a file already; `permission`, `io`
 */
export function writeBackup(historyFolder: string, ids: ReadonlySet<string>, path: string): void {
  const rows: readonly BackupRow[] = [
    ...placedRows(historyFolder, "sessions", () => ENDED_SESSION_CSV, ids).map((row) => {
      return { kind: "sessions" as const, ...row };
    }),
    ...placedRows(historyFolder, "usage", usageCsv, ids).map((row) => ({ kind: "usage" as const, ...row })),
  ];
  writeNewFile(path, writeCsv(BACKUP_CSV, rows), HISTORY_FILE_MODE, { sync: true });
  syncFolder(dirname(path));
}

interface FoundRow<Row> {
  readonly day: string;
  readonly place: number;
  readonly row: Row;
}

function placedRows<Row extends { readonly id: string }>(
  folder: string,
  kind: "sessions" | "usage",
  toTable: (day: string) => CsvTable<Row>,
  ids: ReadonlySet<string>,
): readonly FoundRow<Row>[] {
  return dayFiles(folder, kind).flatMap((file) => {
    const day = basename(file, ".csv");
    const rows = readRows(file, toTable(day)).map((row, place) => ({ day, place, row }));
    return rows.filter(({ row }) => ids.has(row.id));
  });
}
