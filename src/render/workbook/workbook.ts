import { once } from "node:events";
import { PassThrough } from "node:stream";
import type { WorkbookFormats, WorkbookSheet, WorkbookTitle } from "../../site/downloads/workbook-sheet.js";
import type { Zone } from "../../status/zone.js";
import { type CellWriter, workbookStyles } from "./workbook-cell.js";
import { columnLetters, workbookRowWriter } from "./workbook-row.js";
import { SheetBytes } from "./workbook-sheet-bytes.js";
import { openWorkbookWriter, sheetStream, type WorkbookWriter, type WorksheetWriter } from "./workbook-writer.js";

/** More rows continue on another sheet; a sheet ends at 1,048,576 rows. */
const MAX_SHEET_ROWS = 1_000_000;
const WRITE_BYTES = 1 << 17;

/**
 * Writes sheets as an XLSX file, piece by piece: neither the rows nor the file need be in memory as a whole. Equal
 * input gives equal bytes at any time.
 *
 * @param zone the site's zone: cells show its local time
 * @param maxSheetRows rows a sheet, without its header and its total
 */
export async function* renderWorkbook<Row>(
  sheets: readonly WorkbookSheet<Row>[],
  formats: WorkbookFormats,
  zone: Zone,
  maxSheetRows: number = MAX_SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  const file = new PassThrough({ highWaterMark: WRITE_BYTES });
  const write = async (): Promise<void> => {
    const workbook = await openWorkbookWriter(file);
    const styles = workbookStyles(workbook, formats);
    for (const sheet of sheets) {
      const makeRowWriter = (isBold: boolean): CellWriter<Row> =>
        workbookRowWriter(sheet.columns, styles, isBold, zone);
      await writeSheets(workbook, sheet, formats, maxSheetRows, makeRowWriter);
    }
    await workbook.commit();
  };
  write().catch((error: unknown) => file.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* file as AsyncIterable<Uint8Array>;
}

/** Writes a sheet, and further ones if it has too many rows; the total is at the end of the last one. */
async function writeSheets<Row>(
  workbook: WorkbookWriter,
  sheet: WorkbookSheet<Row>,
  formats: WorkbookFormats,
  maxRows: number,
  makeRowWriter: (isBold: boolean) => CellWriter<Row>,
): Promise<void> {
  const { columns, frozenColumnCount, totalRow } = sheet;
  const rows = sheet.rows[Symbol.iterator]();
  let next = rows.next();
  for (let number = 1; number === 1 || next.done !== true; number++) {
    // The styles of the cells come before that of the header: their order is part of the file.
    const writeRow = makeRowWriter(false);
    const writer = workbook.addWorksheet(number === 1 ? sheet.name : `${sheet.name} ${number}`, {
      views: [{ state: "frozen", xSplit: frozenColumnCount, ySplit: 1 }],
    });
    writer.columns = columns.map(({ title, width }) => ({ header: toHeader(title), width }));
    writeHeader(writer, columns, formats);
    const stream = sheetStream(writer);
    const bytes = new SheetBytes(WRITE_BYTES + 16_384);
    let rowCount = 0;
    for (; next.done !== true && rowCount < maxRows; next = rows.next()) {
      writeRow(bytes, next.value, ++rowCount + 1);
      if (bytes.length >= WRITE_BYTES && !stream.write(bytes.take())) await once(stream, "drain");
    }
    if (totalRow !== null && next.done === true) makeRowWriter(true)(bytes, totalRow, rowCount + 2);
    writer.autoFilter = `A1:${columnLetters(columns.length - 1)}${rowCount + 1}`;
    stream.write(bytes.take());
    writer.commit();
  }
}

function writeHeader(
  sheet: WorksheetWriter,
  columns: readonly { readonly title: WorkbookTitle }[],
  formats: WorkbookFormats,
): void {
  const header = sheet.getRow(1);
  header.font = { bold: true };
  for (const [index, { title }] of columns.entries()) {
    if (typeof title === "object") header.getCell(index + 1).numFmt = formats.day;
  }
  header.commit();
}

function toHeader(title: WorkbookTitle): string | Date {
  return typeof title === "string" ? title : new Date(`${title.day}T00:00:00Z`);
}
