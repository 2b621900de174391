import { join } from "node:path";
import type { CsvLayout } from "../history/csv-layout.js";
import {
  layOutForRows,
  widenCsvRecord,
  writeCsv,
  writeCsvRecords,
  type CsvLine,
  type CsvTable,
} from "../history/csv-table.js";
import { toCsvRecord } from "../history/csv-text.js";
import { groupBy } from "../history/group-by.js";
import type { PlacedRow } from "../history/history-change.js";
import type { FileChange } from "./file-change.js";
import { dayNames, readAppendPoint, readBytes, readDayFile } from "./read-history.js";

/** What changes in the day files of one kind. */
export interface DayFileEdit<Row> {
  readonly kind: "sessions" | "usage" | "samples";
  readonly tableOf: (day: string) => CsvTable<Row>;
  readonly dayOf: (row: Row) => string;
  /** Rows to add at the end of their files. */
  readonly appended: readonly Row[];
  readonly inserted: readonly PlacedRow<Row>[];
  /** Whether a row that is inserted without a place stands before another. */
  readonly standsBefore: (row: Row, other: Row) => boolean;
  /** Which rows go, wherever they stand; `null`: none. */
  readonly isRemoved: ((row: Row) => boolean) | null;
}

/**
 * Adds to day files, and rewrites those that rows leave or enter: the rows that stay keep every byte. A file without a
 * row left is removed. A file that lacks columns gets them, at the end of each record, when a row enters it.
 */
export function dayFileChanges<Row>(folder: string, edit: DayFileEdit<Row>): readonly FileChange[] {
  const appended = groupBy(edit.appended, edit.dayOf);
  const inserted = groupBy(edit.inserted, ({ day }) => day);
  // A row counts by what it says, in whichever file someone put it.
  const existing = edit.isRemoved === null ? [] : dayNames(folder, edit.kind);
  const days = new Set([...existing, ...inserted.keys(), ...appended.keys()]);
  return [...days].flatMap((day) => {
    const path = `${edit.kind}/${day}.csv`;
    const change = { table: edit.tableOf(day), appended: appended.get(day) ?? [], inserted: inserted.get(day) ?? [] };
    const isOnlyAppended = edit.isRemoved === null && change.inserted.length === 0;
    return isOnlyAppended ? appendTo(folder, path, change) : rewrite(folder, path, change, edit);
  });
}

interface FileEdit<Row> {
  readonly table: CsvTable<Row>;
  readonly appended: readonly Row[];
  readonly inserted: readonly PlacedRow<Row>[];
}

function appendTo<Row>(folder: string, path: string, edit: FileEdit<Row>): readonly FileChange[] {
  const { table, appended } = edit;
  if (appended.length === 0) return [];
  const file = join(folder, path);
  const bytes = readBytes(file);
  if (bytes === null) return [{ path, offset: 0, append: writeCsv(table, appended) }];
  const { offset, before, header } = readAppendPoint(file, table, bytes);
  const layout = layOutForRows(table, header, appended);
  if (layout.header.length > header.length) return writeWhole(folder, path, edit, () => true);
  return [{ path, offset, append: before + writeCsvRecords(table, layout, appended) }];
}

function rewrite<Row>(
  folder: string,
  path: string,
  edit: FileEdit<Row>,
  { isRemoved, standsBefore }: Pick<DayFileEdit<Row>, "isRemoved" | "standsBefore">,
): readonly FileChange[] {
  const stays = (row: Row): boolean => isRemoved?.(row) !== true;
  const lines = readDayFile(join(folder, path), edit.table)?.lines ?? [];
  if (edit.inserted.length === 0 && lines.every(({ row }) => stays(row))) return appendTo(folder, path, edit);
  return writeWhole(folder, path, edit, stays, standsBefore);
}

/** The whole file: the rows that stay, the rows that enter among them, and those that are appended. */
function writeWhole<Row>(
  folder: string,
  path: string,
  { table, appended, inserted }: FileEdit<Row>,
  stays: (row: Row) => boolean,
  standsBefore: DayFileEdit<Row>["standsBefore"] = () => false,
): readonly FileChange[] {
  const file = readDayFile(join(folder, path), table);
  const entering = [...inserted.map(({ row }) => row), ...appended];
  const header = file?.header ?? [];
  const layout = entering.length === 0 ? null : layOutForRows(table, header, entering);
  const addedCount = layout === null ? 0 : layout.header.length - header.length;
  const widened = (text: string): string => (addedCount === 0 ? text : widenCsvRecord(text, addedCount));
  const kept = (file?.lines ?? []).filter(({ row }) => stays(row));
  const lines = kept.map(({ row, text }) => ({ row, text: widened(text) }));
  const texts = layout === null ? lines.map(({ text }) => text) : insert(lines, inserted, table, layout, standsBefore);
  if (texts.length === 0 && appended.length === 0) return [{ path, remove: true }];
  const headerText = layout === null || addedCount === 0 ? (file?.headerText ?? "") : toCsvRecord(layout.header);
  const added = layout === null ? "" : writeCsvRecords(table, layout, appended);
  return [{ path, content: joined([headerText, ...texts, ...(added === "" ? [] : [added])]) }];
}

/** Rows with a place come to stand there; each of the others before the first row that it stands before. */
function insert<Row>(
  kept: readonly CsvLine<Row>[],
  entering: readonly PlacedRow<Row>[],
  table: CsvTable<Row>,
  layout: CsvLayout,
  standsBefore: (row: Row, other: Row) => boolean,
): readonly string[] {
  const lines = [...kept];
  for (const { row, place } of [...entering].sort((a, b) => (a.place ?? 0) - (b.place ?? 0))) {
    const next = place ?? lines.findIndex((line) => standsBefore(row, line.row));
    const text = writeCsvRecords(table, layout, [row]);
    lines.splice(next < 0 ? lines.length : next, 0, { row, text });
  }
  return lines.map(({ text }) => text);
}

/** Lines one below the other: the last one of a file may lack its line break, which it needs where another follows. */
function joined(texts: readonly string[]): string {
  return texts.map((text, index) => (text.endsWith("\n") || index === texts.length - 1 ? text : `${text}\n`)).join("");
}
