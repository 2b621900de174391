import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

const CSV_OPTIONS = {
  bom: true,
  record_delimiter: ["\r\n", "\n"],
  relax_column_count: true,
  skip_empty_lines: true,
};
const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const NEEDS_QUOTES = /[",\n\r]/;

/** A text that is not CSV: what csv-parse says of it, and the line, from 1. */
export interface CsvFlaw {
  readonly line: number;
  readonly what: string;
}

/** Fields as one record with its line feed, as csv-stringify writes it; without it where nothing needs quotes. */
export function toCsvRecord(fields: readonly string[]): string {
  if (!NEEDS_QUOTES.test(fields.join(""))) return `${fields.join(",")}\n`;
  // A lone carriage return would read back as the end of a record.
  return stringify([[...fields]], { quoted_match: /\r/ });
}

/**
 * The fields of each record, as csv-parse reads them; without it where the text has no quote and no carriage return. A
 * BOM and blank lines are skipped.
 */
export function readCsvFields(text: string): readonly (readonly string[])[] | CsvFlaw {
  if (!text.includes('"') && !text.includes("\r")) {
    const lines = text.slice(text.startsWith("\ufeff") ? 1 : 0).split("\n");
    return lines.filter((line) => line !== "").map((line) => line.split(","));
  }
  try {
    return parse(text, CSV_OPTIONS);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const lines: unknown = error["lines"];
    return { line: typeof lines === "number" ? lines : 1, what: error.message };
  }
}

/** The text of each record with its line break, blank lines left out: cut after each line feed outside quotes. */
export function readCsvTexts(text: string): readonly string[] {
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
  if (start < text.length) records.push(text.slice(start));
  return records.filter((record) => !/^[\r\n]*$/.test(record));
}

/** Where the last record begins, in bytes; the length where the text ends with a whole record. */
export function findLastCsvRecord(bytes: Buffer): number {
  let start = 0;
  let quoted = false;
  for (const [index, byte] of bytes.entries()) {
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === LINE_FEED && !quoted) start = index + 1;
  }
  return start;
}

/** The line, from 1, on which a record begins. For messages only: to keep every record's line costs a third of reading. */
export function findLineOfCsvRecord(text: string, index: number): number {
  const records: unknown = parse(text, { ...CSV_OPTIONS, info: true });
  if (!Array.isArray(records)) return 1;
  const record = records[index] as { info: { lines: number }; record: readonly string[] };
  const breaks = record.record.join("").split("\n").length - 1;
  return record.info.lines - breaks;
}
