import { join } from "node:path";
import { appendPoint, writeCsv, type CsvTable } from "../history/csv-table.js";
import { groupBy } from "../history/group-by.js";
import type { PlacedRow } from "../history/history-change.js";
import { ProblemError } from "../text/problem.js";
import type { FileChange } from "./file-change.js";
import { badHistory, dayNames, readBytes, readRecords } from "./read-history.js";

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
 * Adds to day files, and rewrites those that rows leave or are put into: the rows that stay keep every byte. A file
 * without a row left goes.
 */
export function dayFileChanges<Row>(folder: string, edit: DayFileEdit<Row>): readonly FileChange[] {
  const appended = groupBy(edit.appended, edit.dayOf);
  const inserted = groupBy(edit.inserted, ({ day }) => day);
  // A row counts by what it says, in whichever file someone put it.
  const existing = edit.isRemoved === null ? [] : dayNames(folder, edit.kind);
  const days = new Set([...existing, ...inserted.keys(), ...appended.keys()]);
  return [...days].flatMap((day): readonly FileChange[] => {
    const path = `${edit.kind}/${day}.csv`;
    const table = edit.tableOf(day);
    const rows = appended.get(day) ?? [];
    const entering = inserted.get(day) ?? [];
    const lines =
      edit.isRemoved !== null || entering.length > 0 ? linesWithout(join(folder, path), table, edit.isRemoved) : null;
    if (lines === null || (lines.isSame && entering.length === 0)) {
      return rows.length === 0 ? [] : [appendTo(folder, path, table, rows)];
    }
    const texts = [...insert(lines.kept, entering, table, edit.standsBefore), ...rows.map((row) => lineOf(table, row))];
    return [texts.length === 0 ? { path, remove: true } : { path, content: lines.header + joined(texts) }];
  });
}

/** A row and the text that it stands in, or will. */
interface Line<Row> {
  readonly row: Row;
  readonly text: string;
}

interface LinesLeft<Row> {
  readonly header: string;
  readonly kept: readonly Line<Row>[];
  readonly isSame: boolean;
}

function linesWithout<Row>(
  file: string,
  table: CsvTable<Row>,
  isRemoved: ((row: Row) => boolean) | null,
): LinesLeft<Row> {
  const [header, ...records] = readRecords(file, table);
  const lines = records.flatMap(({ row, text }) => (row === undefined ? [] : [{ row, text }]));
  const kept = isRemoved === null ? lines : lines.filter(({ row }) => !isRemoved(row));
  return {
    header: header?.text ?? writeCsv(table, [], { header: true }),
    kept,
    isSame: kept.length === lines.length,
  };
}

/** Rows with a place come to stand there; of the others each before the first that it stands before. */
function insert<Row>(
  kept: readonly Line<Row>[],
  entering: readonly PlacedRow<Row>[],
  table: CsvTable<Row>,
  standsBefore: (row: Row, other: Row) => boolean,
): readonly string[] {
  const lines = [...kept];
  for (const { row, place } of [...entering].sort((a, b) => (a.place ?? 0) - (b.place ?? 0))) {
    const next = place ?? lines.findIndex((line) => standsBefore(row, line.row));
    lines.splice(next < 0 ? lines.length : next, 0, { row, text: lineOf(table, row) });
  }
  return lines.map(({ text }) => text);
}

function lineOf<Row>(table: CsvTable<Row>, row: Row): string {
  return writeCsv(table, [row], { header: false });
}

/** Lines one below the other: one that had no line break, since it was the last, gets it where another follows. */
function joined(texts: readonly string[]): string {
  return texts.map((text, index) => (text.endsWith("\n") || index === texts.length - 1 ? text : `${text}\n`)).join("");
}

function appendTo<Row>(folder: string, path: string, table: CsvTable<Row>, rows: readonly Row[]): FileChange {
  const file = join(folder, path);
  const point = appendPoint(table, readBytes(file));
  if (point === undefined) throw new ProblemError(badHistory(file, "a quote in it is never closed"));
  const text = writeCsv(table, rows, { header: point.offset === 0 });
  return { path, offset: point.offset, append: point.before + text };
}
