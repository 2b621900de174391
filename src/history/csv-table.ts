import { describeMismatch } from "../text/format/describe-mismatch.js";
import { extendCsvLayout, layOutCsv, type CsvColumns, type CsvLayout, type UnknownCells } from "./csv-layout.js";
import { findLastCsvRecord, findLineOfCsvRecord, readCsvFields, readCsvTexts, toCsvRecord } from "./csv-text.js";

/** How one kind of the history's files maps its rows to fields. Fields are in the order of `columns`. */
export interface CsvTable<Row> extends CsvColumns {
  readonly toFields: (row: Row) => readonly string[];
  /** The row, or a text that says which field is wrong: what was expected and what was found. */
  readonly toRow: (fields: readonly string[], unknown?: UnknownCells) => Row | string;
  /** What `toRow` was given as `unknown`, for rows that are written again; absent: such rows never are. */
  readonly toUnknown?: (row: Row) => UnknownCells | undefined;
}

/** A text that is not understood: why, for the reader of the message, with the line in the file, from 1. */
export interface BrokenCsv {
  readonly kind: "broken";
  readonly line: number;
  readonly what: string;
}

export type CsvReading<Row> = { readonly kind: "rows"; readonly rows: readonly Row[] } | BrokenCsv;

/** A whole text in the table's own layout, widened by the columns of the rows' unknown cells. */
export function writeCsv<Row>(table: CsvTable<Row>, rows: readonly Row[]): string {
  const layout = layOutForRows(table, [], rows);
  return toCsvRecord(layout.header) + writeCsvRecords(table, layout, rows);
}

/** Rows as records of a file with this layout, each ended by a line feed. */
export function writeCsvRecords<Row>(table: CsvTable<Row>, layout: CsvLayout, rows: readonly Row[]): string {
  let text = "";
  for (const row of rows) text += toCsvRecord(toLaidOutFields(table, layout, row));
  return text;
}

/** The layout of a file with this header once these rows are in it. */
export function layOutForRows<Row>(table: CsvTable<Row>, header: readonly string[], rows: readonly Row[]): CsvLayout {
  const { toUnknown } = table;
  return extendCsvLayout(table, header, toUnknown === undefined ? [] : rows.map(toUnknown));
}

/**
 * CSV text as rows. Reads by record, not by line: a quoted line break is part of its field. A BOM, CRLF and blank lines
 * are accepted. A text without a whole header is broken: a file of ours never lacks it, so its rows are lost.
 */
export function readCsv<Row>(table: CsvTable<Row>, text: string): CsvReading<Row> {
  const records = readCsvFields(text);
  if (!isFields(records)) return { kind: "broken", ...records };
  const [header, ...body] = records;
  const layout = header === undefined ? NO_HEADER : layOutCsv(table, header);
  if (typeof layout === "string") return { kind: "broken", line: 1, what: layout };
  const rows: Row[] = [];
  for (const [index, fields] of body.entries()) {
    const row = toRow(table, layout, fields);
    if (typeof row === "string") return { kind: "broken", line: findLineOfCsvRecord(text, index + 1), what: row };
    rows.push(row);
  }
  return { kind: "rows", rows };
}

/** A file's text in pieces, so that it can be written again without changing a byte of the rows that stay. */
export interface CsvFile<Row> {
  readonly kind: "file";
  /** The text of the header's record. */
  readonly headerText: string;
  readonly header: readonly string[];
  readonly lines: readonly CsvLine<Row>[];
}

/** A row and its record's text, with its line break where it has one. */
export interface CsvLine<Row> {
  readonly row: Row;
  readonly text: string;
}

export function readCsvFile<Row>(table: CsvTable<Row>, text: string): CsvFile<Row> | BrokenCsv {
  const reading = readCsv(table, text);
  if (reading.kind === "broken") return reading;
  const [headerText = "", ...texts] = readCsvTexts(text);
  const lines = reading.rows.map((row, index) => ({ row, text: texts[index] ?? "" }));
  return { kind: "file", headerText, header: readHeader(headerText), lines };
}

/** A record's text with more fields at its end, all empty. */
export function widenCsvRecord(text: string, fieldCount: number): string {
  const end = /\r?\n?$/.exec(text)?.index ?? text.length;
  return text.slice(0, end) + ",".repeat(fieldCount) + text.slice(end);
}

/** Where and how the next record goes into a file. */
export interface AppendPoint {
  /** In bytes. */
  readonly offset: number;
  /** What to write before the record: a line feed where the last record has none. */
  readonly before: string;
  readonly header: readonly string[];
}

/**
 * Where the next record goes in a file of complete records: at its end; or in place of a last record that was cut off,
 * e.g. by a copy to a full disk.
 *
 * @returns broken if the header is, or if the damage is more than a cut-off last record
 */
export function findAppendPoint<Row>(table: CsvTable<Row>, bytes: Buffer): AppendPoint | BrokenCsv {
  const headerEnd = bytes.indexOf(LINE_FEED, countLeadingBlankBytes(bytes));
  if (headerEnd < 0) return { kind: "broken", line: 1, what: bytes.length === 0 ? NO_HEADER : CUT_HEADER };
  const header = readHeader(bytes.toString("utf8", 0, headerEnd + 1));
  const layout = layOutCsv(table, header);
  if (typeof layout === "string") return { kind: "broken", line: 1, what: layout };
  if (bytes.at(-1) === LINE_FEED) return { offset: bytes.length, before: "", header };
  const start = findLastCsvRecord(bytes);
  const tail = bytes.subarray(start);
  const reading = readCsv(table, toCsvRecord(header) + tail.toString("utf8"));
  if (reading.kind === "rows") return { offset: bytes.length, before: "\n", header };
  // An open quote that swallowed lines is damage in the middle: a cut there would delete good rows.
  if (tail.includes(LINE_FEED)) return { kind: "broken", line: 1, what: "a quote in it is never closed" };
  return { offset: start, before: "", header };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NO_HEADER = describeMismatch("a header", "nothing");
const CUT_HEADER = "expected a header that ends with a line break: the file is cut off";

/** Blank lines before the header are no part of it. */
function countLeadingBlankBytes(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN);
  return first < 0 ? bytes.length : first;
}

function readHeader(text: string): readonly string[] {
  const fields = readCsvFields(text);
  return isFields(fields) ? (fields[0] ?? []) : [];
}

function isFields(read: ReturnType<typeof readCsvFields>): read is readonly (readonly string[])[] {
  return Array.isArray(read);
}

function toRow<Row>(table: CsvTable<Row>, layout: CsvLayout, fields: readonly string[]): Row | string {
  if (fields.length !== layout.header.length)
    return describeMismatch(`${layout.header.length} fields`, String(fields.length));
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
