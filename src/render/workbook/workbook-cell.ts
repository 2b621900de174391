import { getOrInsert } from "../../history/get-or-insert.js";
import type { WorkbookColumn, WorkbookFormats, WorkbookNumberKind } from "../../site/downloads/workbook-sheet.js";
import type { Zone } from "../../status/zone.js";
import { asciiBytes } from "../growing-bytes.js";
import type { SheetBytes } from "./workbook-sheet-bytes.js";
import type { KeptWorkbook } from "./workbook-writer.js";
import { DAY_SECONDS, HOUR_SECONDS } from "../../text/time-units.js";

/** Writes a row's cell, or nothing if it is empty; the row's number counts from 1. */
export type CellWriter<Row> = (bytes: SheetBytes, row: Row, rowNumber: number) => void;

const NO_STYLE = new Uint8Array();
const CLOSE_NUMBER = asciiBytes("</v></c>");

/** Spreadsheets count days from the end of 1899; this is 1970-01-01. */
const UNIX_EPOCH_DAYS = 25_569;

/**
 * How the cells of a column are written.
 *
 * @param letters the column's name in addresses, such as `A` or `AB`
 * @param isBold whether they are totals
 */
export function cellWriter<Row>(
  letters: string,
  column: WorkbookColumn<Row>,
  styles: WorkbookStyles,
  isBold: boolean,
  zone: Zone,
): CellWriter<Row> {
  const open = asciiBytes(`<c r="${letters}`);
  if (column.kind === "text") {
    return textCell(open, isBold ? asciiBytes(`" s="${styles.getBoldText()}`) : NO_STYLE, column.read);
  }
  const style = asciiBytes(`" s="${styles.getNumber(column.kind, isBold)}"><v>`);
  switch (column.kind) {
    case "instant":
      return numberCell(open, style, column.read, (bytes, epochSeconds) => {
        writeInstant(bytes, epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
      });
    case "count":
      return numberCell(open, style, column.read, (bytes, count) => {
        bytes.integer(count);
      });
    case "hours":
      return numberCell(open, style, column.read, (bytes, seconds) => {
        bytes.double(seconds / HOUR_SECONDS);
      });
    case "ratio":
      return numberCell(open, style, column.read, (bytes, ratio) => {
        bytes.double(ratio);
      });
  }
}

// An inline string is a text in every spreadsheet, whatever it starts with: a formula would be a different element.
function textCell<Row>(open: Uint8Array, style: Uint8Array, read: (row: Row) => string): CellWriter<Row> {
  return (bytes, row, rowNumber) => {
    const text = read(row);
    if (text === "") return;
    bytes.ascii(open);
    bytes.integer(rowNumber);
    bytes.ascii(style);
    bytes.textCell(text);
  };
}

function numberCell<Row>(
  open: Uint8Array,
  style: Uint8Array,
  read: (row: Row) => number | null,
  write: (bytes: SheetBytes, value: number) => void,
): CellWriter<Row> {
  return (bytes, row, rowNumber) => {
    const value = read(row);
    if (value === null) return;
    bytes.ascii(open);
    bytes.integer(rowNumber);
    bytes.ascii(style);
    write(bytes, value);
    bytes.ascii(CLOSE_NUMBER);
  };
}

// The local wall time as a spreadsheet counts it: in days, without a zone.
function writeInstant(bytes: SheetBytes, localSeconds: number): void {
  const days = Math.floor(localSeconds / DAY_SECONDS);
  bytes.days(UNIX_EPOCH_DAYS + days, localSeconds - days * DAY_SECONDS);
}

/** The numbers of a workbook's styles, each added when a column first needs it. */
export interface WorkbookStyles {
  readonly getNumber: (kind: WorkbookNumberKind, isBold: boolean) => number;
  readonly getBoldText: () => number;
}

const BOLD = { font: { bold: true } } as const;

/** Registers the styles of cells in a workbook, and returns their numbers. */
export function workbookStyles({ addStyle }: Pick<KeptWorkbook, "addStyle">, formats: WorkbookFormats): WorkbookStyles {
  const numberFormats: Readonly<Record<WorkbookNumberKind, string>> = {
    instant: formats.instant,
    count: "#,##0",
    hours: "#,##0.00",
    ratio: "#,##0.0",
  };
  const known = new Map<string, number>();
  return {
    getNumber: (kind, isBold) =>
      getOrInsert(known, isBold ? `bold ${kind}` : kind, () =>
        addStyle({ numFmt: numberFormats[kind], ...(isBold ? BOLD : {}) }),
      ),
    getBoldText: () => getOrInsert(known, "bold", () => addStyle({ ...BOLD })),
  };
}

/** Adds the styles that {@link cellWriter} uses for some columns, in their order. */
export function addColumnStyles(
  columns: readonly { readonly kind: WorkbookColumn<unknown>["kind"] }[],
  styles: WorkbookStyles,
  isBold: boolean,
): void {
  for (const { kind } of columns) {
    if (kind !== "text") styles.getNumber(kind, isBold);
    else if (isBold) styles.getBoldText();
  }
}
