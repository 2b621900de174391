import { join } from "node:path";
import type { CsvLayout } from "../../history/csv-layout.js";
import {
  layOutForRows,
  widenCsvRecord,
  writeCsv,
  writeCsvRecords,
  type CsvLine,
  type CsvTable,
} from "../../history/csv-table.js";
import { toCsvRecord } from "../../history/csv-text.js";
import { groupBy } from "../../history/group-by.js";
import type { PlacedRow } from "../../history/history-change.js";
import type { FileChange } from "./file-change.js";
import { readAppendPoint, readBytes, readDayFile, type DayKind } from "./read-history.js";

/** What changes in the day files of one kind. */
interface DayFileEdit<Row> {
  /** The files of hours are named after months, and these are their days. */
  readonly kind: DayKind | "samples/hours";
  readonly toTable: (day: string) => CsvTable<Row>;
  readonly toDay: (row: Row) => string;
  /** Rows to add at the end of their files. */
  readonly appended: readonly Row[];
  readonly inserted: readonly PlacedRow<Row>[];
  /** Whether a row that is inserted without a place belongs before another. */
  readonly isBefore: (row: Row, other: Row) => boolean;
  /** The changes of existing rows; `null`: none. */
  readonly changed: ChangedRows<Row> | null;
}

interface ChangedRows<Row> {
  /** The days of the files to search. */
  readonly days: ReadonlySet<string>;
  /** The row itself to keep it, another to replace it, or `null` to remove it. */
  readonly toRow: (row: Row, day: string) => Row | null;
}

/**
 * Appends to day files, and rewrites those that gain or lose rows: rows that are kept keep every byte. A file without
 * rows is removed. A file that lacks columns gets them, at the end of each record, when a row is added.
 */
export function dayFileChanges<Row>(folder: string, edit: DayFileEdit<Row>): readonly FileChange[] {
  const { kind, toTable, changed, isBefore } = edit;
  const appended = groupBy(edit.appended, edit.toDay);
  const inserted = groupBy(edit.inserted, ({ day }) => day);
  const changedDays = new Set(changed?.days);
  const days = new Set([...changedDays, ...inserted.keys(), ...appended.keys()]);
  return [...days].flatMap((day) => {
    const toRow =
      changed !== null && changedDays.has(day)
        ? (row: Row): Row | null => changed.toRow(row, day)
        : (row: Row): Row => row;
    const rows = { appended: appended.get(day) ?? [], inserted: inserted.get(day) ?? [], toRow };
    const file = { folder, path: `${kind}/${day}.csv`, table: toTable(day), isBefore };
    return changedDays.has(day) || rows.inserted.length > 0 ? rewrite(file, rows) : appendTo(file, rows);
  });
}

interface EditedFile<Row> extends Pick<DayFileEdit<Row>, "isBefore"> {
  readonly folder: string;
  readonly path: string;
  readonly table: CsvTable<Row>;
}

interface EditedRows<Row> {
  readonly toRow: (row: Row) => Row | null;
  readonly appended: readonly Row[];
  readonly inserted: readonly PlacedRow<Row>[];
}

function appendTo<Row>(file: EditedFile<Row>, rows: EditedRows<Row>): readonly FileChange[] {
  const { path, table } = file;
  const { appended } = rows;
  if (appended.length === 0) return [];
  const fullPath = join(file.folder, path);
  const bytes = readBytes(fullPath);
  if (bytes === null) return [{ path, offset: 0, append: writeCsv(table, appended) }];
  const { offset, before, header } = readAppendPoint(fullPath, table, bytes);
  const layout = layOutForRows(table, header, appended);
  if (layout.header.length > header.length) return rewrite(file, rows);
  return [{ path, offset, append: before + writeCsvRecords(table, layout, appended) }];
}

/** The whole file: the rows that are kept, the rows inserted among them, and those that are appended. */
function rewrite<Row>(
  { folder, path, table, isBefore }: EditedFile<Row>,
  { appended, inserted, toRow }: EditedRows<Row>,
): readonly FileChange[] {
  const file = readDayFile(join(folder, path), table);
  const before = file?.lines ?? [];
  const after = before.map(({ row }) => toRow(row));
  const replacing = after.filter((row, index) => row !== null && row !== before[index]?.row) as readonly Row[];
  const entering = [...replacing, ...inserted.map(({ row }) => row), ...appended];
  if (entering.length === 0 && !after.includes(null)) return [];

  const header = file?.header ?? [];
  const layout = layOutForRows(table, header, entering);
  const addedCount = entering.length === 0 ? 0 : layout.header.length - header.length;
  const lines = before.flatMap(({ row: rowBefore, text }, index) => {
    const row = after[index] ?? null;
    if (row === null) return [];
    if (row !== rowBefore) return [{ row, text: writeCsvRecords(table, layout, [row]) }];
    return [{ row, text: addedCount === 0 ? text : widenCsvRecord(text, addedCount) }];
  });
  const texts = insert(lines, inserted, table, layout, isBefore);
  for (const row of appended) texts.push(writeCsvRecords(table, layout, [row]));
  if (texts.length === 0) return [{ path, remove: true }];
  const headerText = addedCount === 0 ? (file?.headerText ?? "") : toCsvRecord(layout.header);
  return [{ path, content: joined([headerText, ...texts]) }];
}

/** Inserts each row without a place before the first one that it belongs before, and then all others at their places. */
function insert<Row>(
  kept: readonly CsvLine<Row>[],
  entering: readonly PlacedRow<Row>[],
  table: CsvTable<Row>,
  layout: CsvLayout,
  isBefore: (row: Row, other: Row) => boolean,
): string[] {
  const toText = ({ row }: PlacedRow<Row>): string => writeCsvRecords(table, layout, [row]);
  const inOrder = entering
    .filter(({ place }) => place === null)
    .sort((a, b) => (isBefore(a.row, b.row) ? -1 : isBefore(b.row, a.row) ? 1 : 0));
  const ordered: string[] = [];
  let next = 0;
  for (const line of kept) {
    for (let entry = inOrder[next]; entry !== undefined && isBefore(entry.row, line.row); entry = inOrder[next]) {
      ordered.push(toText(entry));
      next += 1;
    }
    ordered.push(line.text);
  }
  for (const entry of inOrder.slice(next)) ordered.push(toText(entry));

  const texts: string[] = [];
  next = 0;
  for (const entry of entering.filter(hasPlace).sort((a, b) => a.place - b.place)) {
    while (texts.length < entry.place && next < ordered.length) texts.push(ordered[next++] ?? "");
    texts.push(toText(entry));
  }
  return texts.concat(ordered.slice(next));
}

function hasPlace<Row>(entry: PlacedRow<Row>): entry is PlacedRow<Row> & { readonly place: number } {
  return entry.place !== null;
}

/** Joins lines. The last line of a file may lack its line break, and needs one where another line follows. */
function joined(texts: readonly string[]): string {
  return texts.map((text, index) => (text.endsWith("\n") || index === texts.length - 1 ? text : `${text}\n`)).join("");
}
