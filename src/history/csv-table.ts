import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** How one kind of the history's files maps its rows to CSV fields. The header is exactly `columns`, in that order. */
export interface CsvTable<Row> {
  readonly columns: readonly string[];
  readonly fieldsOf: (row: Row) => readonly string[];
  /** The row, or a text that says which field is wrong: what was expected and what was found. */
  readonly rowOf: (fields: readonly string[]) => Row | string;
}

export type CsvReading<Row> =
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  /** Not understood: for the reader of the message, with the line in the file, from 1. */
  | { readonly kind: "broken"; readonly line: number; readonly what: string };

/** Rows as CSV text, each ended by a line feed; the header first if asked for. */
export function writeCsv<Row>(table: CsvTable<Row>, rows: readonly Row[], { header }: { header: boolean }): string {
  let text = header ? `${headerOf(table)}\n` : "";
  for (const row of rows) text += recordOf(table.fieldsOf(row));
  return text;
}

const NEEDS_QUOTES = /[",\n\r]/;

/** As csv-stringify writes it, which a record without anything to quote does not need: nor its time. */
function recordOf(fields: readonly string[]): string {
  if (!NEEDS_QUOTES.test(fields.join(""))) return `${fields.join(",")}\n`;
  // A lone carriage return would read back as the end of a record.
  return stringify([[...fields]], { quoted_match: /\r/ });
}

/**
 * CSV text as rows. Read by record, not by line: a quoted line break is part of its field. A BOM, CRLF and blank lines
 * are accepted. An empty text has no rows.
 */
export function readCsv<Row>(table: CsvTable<Row>, text: string): CsvReading<Row> {
  let records: readonly (readonly string[])[];
  try {
    records = recordsOf(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const lines: unknown = error["lines"];
    return { kind: "broken", line: typeof lines === "number" ? lines : 1, what: error.message };
  }
  const [header, ...body] = records;
  if (header === undefined) return { kind: "rows", rows: [] };
  if (header.join(",") !== headerOf(table)) {
    const what = `expected the header "${headerOf(table)}", found "${header.join(",")}"`;
    return { kind: "broken", line: 1, what };
  }
  const rows: Row[] = [];
  for (const [index, fields] of body.entries()) {
    const row = rowOf(table, fields);
    if (typeof row === "string") return { kind: "broken", line: lineOfRecord(text, index + 1), what: row };
    rows.push(row);
  }
  return { kind: "rows", rows };
}

/**
 * Where the next record goes in a file of complete records: at its end, after a line feed if its last record has none;
 * or in place of a last record that was cut off, e.g. by a copy on a full disk.
 *
 * @returns the byte offset, and what to write before the record; undefined if the damage is more than a cut-off tail
 */
export function appendPoint<Row>(table: CsvTable<Row>, bytes: Buffer): { offset: number; before: string } | undefined {
  if (bytes.length === 0 || bytes.at(-1) === LINE_FEED) return { offset: bytes.length, before: "" };
  const start = lastRecordStart(bytes);
  const tail = bytes.subarray(start);
  if (start === 0) return afterHeader(table, tail);
  if (isWhole(table, tail)) return { offset: bytes.length, before: "\n" };
  // An open quote that swallowed lines is damage in the middle: cutting there would delete good rows.
  return tail.includes(LINE_FEED) ? undefined : { offset: start, before: "" };
}

/** A record of a file as it stands there, with its line break. */
export interface CsvRecord<Row> {
  readonly text: string;
  /** `undefined`: the header. */
  readonly row: Row | undefined;
}

/**
 * CSV text as its records, the header first, each with the text that it was read from: so that a file can be rewritten
 * without changing a byte of the rows that stay.
 */
export function readCsvRecords<Row>(table: CsvTable<Row>, text: string): CsvReading<CsvRecord<Row>> {
  const reading = readCsv(table, text);
  if (reading.kind === "broken") return reading;
  const texts = recordTexts(text).filter((record) => !/^[\r\n]*$/.test(record));
  return { kind: "rows", rows: texts.map((record, index) => ({ text: record, row: reading.rows[index - 1] })) };
}

const CSV_OPTIONS = {
  bom: true,
  record_delimiter: ["\r\n", "\n"],
  relax_column_count: true,
  skip_empty_lines: true,
};
const LINE_FEED = 0x0a;
const QUOTE = 0x22;

/** Records as csv-parse reads them, which a text without a quote and a carriage return does not need: nor its time. */
function recordsOf(text: string): readonly (readonly string[])[] {
  if (text.includes('"') || text.includes("\r")) return parse(text, CSV_OPTIONS);
  const lines = text.slice(text.startsWith("\ufeff") ? 1 : 0).split("\n");
  return lines.filter((line) => line !== "").map((line) => line.split(","));
}

function rowOf<Row>(table: CsvTable<Row>, fields: readonly string[]): Row | string {
  if (fields.length === table.columns.length) return table.rowOf(fields);
  return `expected ${table.columns.length} fields, found ${fields.length}`;
}

function headerOf<Row>(table: CsvTable<Row>): string {
  return table.columns.join(",");
}

/** Where the next record goes in a file of one line: a line that is no part of the header stays, to be refused. */
function afterHeader<Row>(table: CsvTable<Row>, line: Buffer): { offset: number; before: string } {
  const text = line
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .replace(/\r$/, "");
  if (text === headerOf(table)) return { offset: line.length, before: "\n" };
  return { offset: headerOf(table).startsWith(text) ? 0 : line.length, before: "" };
}

function isWhole<Row>(table: CsvTable<Row>, tail: Buffer): boolean {
  const reading = readCsv(table, `${headerOf(table)}\n${tail.toString("utf8")}`);
  return reading.kind === "rows";
}

function lastRecordStart(bytes: Buffer): number {
  let start = 0;
  let quoted = false;
  for (const [index, byte] of bytes.entries()) {
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === LINE_FEED && !quoted) start = index + 1;
  }
  return start;
}

/** Text cut behind each line feed that stands in no quotes. */
function recordTexts(text: string): readonly string[] {
  const records: string[] = [];
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) quoted = !quoted;
    if (code !== LINE_FEED || quoted) continue;
    records.push(text.slice(start, index + 1));
    start = index + 1;
  }
  return start < text.length ? [...records, text.slice(start)] : records;
}

/** Asked only for a record that is wrong: keeping every record's line costs a third of the reading. */
function lineOfRecord(text: string, index: number): number {
  const records: unknown = parse(text, { ...CSV_OPTIONS, info: true });
  if (!Array.isArray(records)) return 1;
  const record = records[index] as { info: { lines: number }; record: readonly string[] };
  const breaks = record.record.join("").split("\n").length - 1;
  return record.info.lines - breaks;
}
