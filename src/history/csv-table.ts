import { extendCsvLayout, layOutCsv, type CsvColumns, type CsvLayout, type UnknownCells } from "./csv-layout.js";
import {
  findLastCsvRecord,
  findRecordLine,
  isCsvFields,
  readCsvFields,
  readCsvTexts,
  toCsvRecord,
} from "./csv-text.js";
import { isWords, type Words } from "../text/problem.js";

/** Maps the rows of one kind of history file to fields and back. Fields are in the order of `columns`. */
export interface CsvTable<Row> extends CsvColumns {
  readonly toFields: (row: Row) => readonly string[];
  /** The row, or words that say which field is wrong. */
  readonly toRow: (fields: readonly string[], unknown?: UnknownCells) => Row | Words;
  /** The `unknown` cells that `toRow` was given; absent if rows of this kind are never rewritten. */
  readonly toUnknown?: (row: Row) => UnknownCells | undefined;
}

/** A file that cannot be read: what is wrong, for users, and the line number, from 1. */
export interface BrokenCsv {
  readonly kind: "broken";
  readonly line: number;
  readonly what: Words;
}

type CsvReading<Row> = { readonly kind: "rows"; readonly rows: readonly Row[] } | BrokenCsv;

/** Writes a complete file in the table's own layout, plus the columns of the rows' unknown cells. */
export function writeCsv<Row>(table: CsvTable<Row>, rows: readonly Row[]): string {
  const layout = layOutForRows(table, [], rows);
  return toCsvRecord(layout.header) + writeCsvRecords(table, layout, rows);
}

/** Writes rows as records of a file with this layout, each with a line feed at its end. */
export function writeCsvRecords<Row>(table: CsvTable<Row>, layout: CsvLayout, rows: readonly Row[]): string {
  let text = "";
  for (const row of rows) text += toCsvRecord(toLaidOutFields(table, layout, row));
  return text;
}

/** The layout that a file with this header needs to hold these rows. */
export function layOutForRows<Row>(table: CsvTable<Row>, header: readonly string[], rows: readonly Row[]): CsvLayout {
  const { toUnknown } = table;
  return extendCsvLayout(table, header, toUnknown === undefined ? [] : rows.map(toUnknown));
}

/**
 * Reads CSV text as rows, by record instead of by line: a quoted line break is part of its field. A BOM, CRLF and blank
 * lines are accepted. A text without a complete header is broken: every file has one from the start, so data is lost.
 */
export function readCsv<Row>(table: CsvTable<Row>, text: string): CsvReading<Row> {
  const records = readCsvFields(text);
  if (!isCsvFields(records)) return { kind: "broken", ...records };
  const [header, ...body] = records;
  const layout = header === undefined ? NO_HEADER : layOutCsv(table, header);
  if (isWords(layout)) return { kind: "broken", line: 1, what: layout };
  const rows: Row[] = [];
  for (const [index, fields] of body.entries()) {
    const row = toRow(table, layout, fields);
    if (isWords(row)) return { kind: "broken", line: findRecordLine(text, index + 1), what: row };
    rows.push(row);
  }
  return { kind: "rows", rows };
}

/** A file's text by record, so that the file can be rewritten without changing a byte of the rows that stay. */
export interface CsvFile<Row> {
  readonly kind: "file";
  /** The header record as it is in the file. */
  readonly headerText: string;
  readonly header: readonly string[];
  readonly lines: readonly CsvLine<Row>[];
}

/** A row and the text of its record, with its line break if it has one. */
export interface CsvLine<Row> {
  readonly row: Row;
  readonly text: string;
}

/** Reads a file with the text of each record, so that unchanged rows can be written back byte by byte. */
export function readCsvFile<Row>(table: CsvTable<Row>, text: string): CsvFile<Row> | BrokenCsv {
  const reading = readCsv(table, text);
  if (reading.kind === "broken") return reading;
  const [headerText = "", ...texts] = readCsvTexts(text);
  const lines = reading.rows.map((row, index) => ({ row, text: texts[index] ?? "" }));
  return { kind: "file", headerText, header: readHeader(headerText), lines };
}

/** Appends empty fields to a record's text. */
export function widenCsvRecord(text: string, fieldCount: number): string {
  const end = /\r?\n?$/.exec(text)?.index ?? text.length;
  return text.slice(0, end) + ",".repeat(fieldCount) + text.slice(end);
}

/** Where and how to append the next record to a file. */
export interface AppendPoint {
  readonly kind: "point";
  /** In bytes. */
  readonly offset: number;
  /** What to write before the record: a line feed if the last record has none, otherwise nothing. */
  readonly before: string;
  readonly header: readonly string[];
}

/**
 * Finds where to append the next record: at the end of the file, or in place of a last record that is cut off, for
 * example because the file was copied to a full disk.
 *
 * @returns broken if the header is, or if more than the last record is damaged
 */
export function findAppendPoint<Row>(table: CsvTable<Row>, bytes: Buffer): AppendPoint | BrokenCsv {
  const headerEnd = bytes.indexOf(LINE_FEED, countLeadingBlankBytes(bytes));
  if (headerEnd < 0) return { kind: "broken", line: 1, what: bytes.length === 0 ? NO_HEADER : CUT_HEADER };
  const header = readHeader(bytes.toString("utf8", 0, headerEnd + 1));
  const layout = layOutCsv(table, header);
  if (isWords(layout)) return { kind: "broken", line: 1, what: layout };
  if (bytes.at(-1) === LINE_FEED) return { kind: "point", offset: bytes.length, before: "", header };
  const start = findLastCsvRecord(bytes);
  const tail = bytes.subarray(start);
  const reading = readCsv(table, toCsvRecord(header) + tail.toString("utf8"));
  if (reading.kind === "rows") return { kind: "point", offset: bytes.length, before: "\n", header };
  // An open quote swallows the lines after it. Cutting the file there would delete good rows.
  if (tail.includes(LINE_FEED)) return { kind: "broken", line: 1, what: (t) => t.csv.openQuote };
  return { kind: "point", offset: start, before: "", header };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NO_HEADER: Words = ({ csv: t }) => t.mismatch(t.header, t.nothing);
const CUT_HEADER: Words = (t) => t.csv.cutHeader;

/** Blank lines before the header are not part of it. */
function countLeadingBlankBytes(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN);
  return first < 0 ? bytes.length : first;
}

function readHeader(text: string): readonly string[] {
  const fields = readCsvFields(text);
  return isCsvFields(fields) ? (fields[0] ?? []) : [];
}

function toRow<Row>(table: CsvTable<Row>, layout: CsvLayout, fields: readonly string[]): Row | Words {
  if (fields.length !== layout.header.length) {
    return ({ csv: t }) => t.mismatch(t.fields(layout.header.length), String(fields.length));
  }
  if (layout.isStandard) return table.toRow(fields);
  const unknown = layout.unknown.flatMap(([name, field]) => {
    const cell = fields[field] ?? "";
    return cell === "" ? [] : [[name, cell] as const];
  });
  const known = layout.fieldByColumn.map((field) => fields[field] ?? "");
  return unknown.length === 0 ? table.toRow(known) : table.toRow(known, Object.fromEntries(unknown));
}

function toLaidOutFields<Row>(table: CsvTable<Row>, layout: CsvLayout, row: Row): readonly string[] {
  const known = table.toFields(row);
  if (layout.isStandard) return known;
  const fields = layout.header.map(() => "");
  for (const [column, field] of layout.fieldByColumn.entries()) fields[field] = known[column] ?? "";
  const unknown = table.toUnknown?.(row) ?? {};
  for (const [name, field] of layout.unknown) if (Object.hasOwn(unknown, name)) fields[field] = unknown[name] ?? "";
  return fields;
}
