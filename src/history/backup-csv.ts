import { isWords } from "../text/problem.js";
import { layOutCsv } from "./csv-layout.js";
import type { CsvTable } from "./csv-table.js";
import { isCsvFields, readCsvFields } from "./csv-text.js";
import type { InsertedRows, PlacedRow } from "./history-change.js";
import { isCalendarDay } from "./local-day.js";
import { ENDED_SESSION_CSV } from "./session-csv.js";
import type { Session } from "./session.js";
import { usageCsv } from "./usage-csv.js";
import type { Usage } from "./usage.js";
import { complain } from "./csv-fields.js";

/** A row of a backup: a session or a usage row, with its place in the history. */
export type BackupRow =
  ({ readonly kind: "sessions" } & PlacedRow<Session>) | ({ readonly kind: "usage" } & PlacedRow<Usage>);

const SESSION_COLUMNS = ENDED_SESSION_CSV.columns;
const FILE = /^(sessions|usage)\/(\d{4}-\d{2}-\d{2})\.csv$/;

/**
 * What `prune --backup` writes and `import` restores: the row's day file, its number there from 1, and the columns of
 * `sessions/`. A usage row fills only the columns that it has.
 */
export const BACKUP_CSV: CsvTable<BackupRow> = {
  columns: ["file", "row", ...SESSION_COLUMNS],
  required: ["file", "row", ...ENDED_SESSION_CSV.required],
  toFields: (backup) => [
    `${backup.kind}/${backup.day}.csv`,
    String((backup.place ?? 0) + 1),
    ...(backup.kind === "sessions" ? ENDED_SESSION_CSV.toFields(backup.row) : usageFields(backup.row)),
  ],
  toRow: ([file = "", number = "", ...fields], unknown) => {
    const [, kind, day = ""] = FILE.exec(file) ?? [];
    if (kind === undefined) return complain("file", (t) => t.dayFile, file);
    // No command would ever read such a file.
    if (!isCalendarDay(day)) return complain("file", (t) => t.existingDay, file);
    const place = Number(number) - 1;
    if (!Number.isSafeInteger(place) || place < 0) return complain("row", (t) => t.rowNumber, number);
    if (kind === "sessions") {
      const row = ENDED_SESSION_CSV.toRow(fields, unknown);
      return isWords(row) ? row : { kind, day, place, row };
    }
    const table = usageCsv(day);
    const row = table.toRow(table.columns.map((column) => fields[SESSION_COLUMNS.indexOf(column)] ?? ""));
    return isWords(row) ? row : { kind: "usage", day, place, row };
  },
  toUnknown: (backup) => (backup.kind === "sessions" ? ENDED_SESSION_CSV.toUnknown?.(backup.row) : undefined),
};

/** Whether a text starts with the header of a backup. */
export function isBackup(text: string): boolean {
  const [firstLine = ""] = text.split("\n", 1);
  const fields = readCsvFields(firstLine);
  return isCsvFields(fields) && !isWords(layOutCsv(BACKUP_CSV, fields[0] ?? []));
}

/** The rows of a backup as rows to insert into the history. */
export function backupAsInserted(rows: readonly BackupRow[]): InsertedRows {
  return {
    sessions: rows.flatMap((row) => (row.kind === "sessions" ? [row] : [])),
    usage: rows.flatMap((row) => (row.kind === "usage" ? [row] : [])),
  };
}

function usageFields(usage: Usage): readonly string[] {
  const { columns, toFields } = usageCsv(usage.day);
  const fields = toFields(usage);
  return SESSION_COLUMNS.map((column) => fields[columns.indexOf(column)] ?? "");
}
