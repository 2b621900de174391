import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Words } from "../text/problem.js";

const CSV_OPTIONS = {
  bom: true,
  record_delimiter: ["\r\n", "\n"],
  relax_column_count: true,
  skip_empty_lines: true,
};
const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const NEEDS_QUOTES = /[",\n\r]/;

/** The message of csv-parse about a text that is not CSV, and the line number, from 1. */
interface CsvFlaw {
  readonly line: number;
  readonly what: Words;
}

/**
 * Writes fields as one record with its line feed. The result equals that of csv-stringify, which is used only for
 * quotes.
 */
export function toCsvRecord(fields: readonly string[]): string {
  if (!NEEDS_QUOTES.test(fields.join(""))) return `${fields.join(",")}\n`;
  // Without quotes, a lone carriage return would be read as the end of a record.
  return stringify([[...fields]], { quoted_match: /\r/ });
}

/**
 * Reads the fields of each record. The result equals that of csv-parse, which is used only if the text has a quote or a
 * carriage return. A BOM and blank lines are skipped.
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
    return { line: typeof lines === "number" ? lines : 1, what: (t) => t.csv.notCsv(error.message) };
  }
}

/** Whether {@link readCsvFields} has read the text. */
export function isCsvFields(read: ReturnType<typeof readCsvFields>): read is readonly (readonly string[])[] {
  return Array.isArray(read);
}

/** Splits a text into records with their line breaks, after each line feed outside quotes. Blank lines are left out. */
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

/** Where the last record begins, in bytes; the length of the file if the last record is terminated. */
export function findLastCsvRecord(bytes: Buffer): number {
  let start = 0;
  let quoted = false;
  for (const [index, byte] of bytes.entries()) {
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === LINE_FEED && !quoted) start = index + 1;
  }
  return start;
}

/**
 * The line number, from 1, on which a record begins. It is found only when a message needs it: to keep it for every
 * record would make reading a third slower.
 */
export function findRecordLine(text: string, index: number): number {
  const records: unknown = parse(text, { ...CSV_OPTIONS, info: true });
  if (!Array.isArray(records)) return 1;
  const record = records[index] as { info: { lines: number }; record: readonly string[] };
  const breaks = record.record.join("").split("\n").length - 1;
  return record.info.lines - breaks;
}
