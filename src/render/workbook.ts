import { once } from "node:events";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { WorksheetWriter } from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { WorkbookFormats, WorkbookSheet, WorkbookTitle } from "../site/workbook-sheet.js";
import type { Zone } from "../status/zone.js";
import type { CellWriter } from "./workbook-cell.js";
import { columnLetters, workbookRowWriter } from "./workbook-row.js";
import { SheetBytes } from "./workbook-sheet-bytes.js";
import { workbookStyles } from "./workbook-styles.js";
import { openWorkbookWriter } from "./workbook-writer.js";

/** ◆ Beyond this, further sheets (design, section 7); a sheet ends at 1,048,576 rows. */
const MAX_SHEET_ROWS = 1_000_000;
const WRITE_BYTES = 1 << 17;

/**
 * Sheets as an XLSX file. Equal input gives equal bytes, whenever it is made.
 *
 * @param zone the site's zone: cells show its local time
 * @param maxSheetRows rows a sheet, without its header and its total
 */
export async function renderWorkbook<Row>(
  sheets: readonly WorkbookSheet<Row>[],
  formats: WorkbookFormats,
  zone: Zone,
  maxSheetRows: number = MAX_SHEET_ROWS,
): Promise<Uint8Array> {
  const file = new PassThrough();
  const bytes = buffer(file);
  const workbook = await openWorkbookWriter(file);
  const styles = workbookStyles(workbook, formats);
  for (const sheet of sheets) {
    const writerOf = (isBold: boolean): CellWriter<Row> => workbookRowWriter(sheet.columns, styles, isBold, zone);
    for (const piece of piecesOf(sheet, maxSheetRows)) await writeSheet(workbook, piece, formats, writerOf);
  }
  await workbook.commit();
  return bytes;
}

/** The sheets that one with too many rows becomes; the total stands at the end of the last. */
function piecesOf<Row>(sheet: WorkbookSheet<Row>, maxSheetRows: number): readonly WorkbookSheet<Row>[] {
  const count = Math.max(1, Math.ceil(sheet.rows.length / maxSheetRows));
  return Array.from({ length: count }, (_, index) => ({
    ...sheet,
    name: index === 0 ? sheet.name : `${sheet.name} ${index + 1}`,
    rows: sheet.rows.slice(index * maxSheetRows, (index + 1) * maxSheetRows),
    totalRow: index === count - 1 ? sheet.totalRow : null,
  }));
}

async function writeSheet<Row>(
  workbook: WorkbookWriter,
  { name, columns, frozenColumnCount, rows, totalRow }: WorkbookSheet<Row>,
  formats: WorkbookFormats,
  writerOf: (isBold: boolean) => CellWriter<Row>,
): Promise<void> {
  const writeRow = writerOf(false);
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", xSplit: frozenColumnCount, ySplit: 1 }],
  });
  sheet.columns = columns.map(({ title, width }) => ({ header: headerOf(title), width }));
  sheet.autoFilter = `A1:${columnLetters(columns.length - 1)}${rows.length + 1}`;
  writeHeader(sheet, columns, formats);
  const bytes = new SheetBytes(WRITE_BYTES + 16_384);
  for (const [index, row] of rows.entries()) {
    writeRow(bytes, row, index + 2);
    if (bytes.length >= WRITE_BYTES && !sheet.stream.write(bytes.take())) await once(sheet.stream, "drain");
  }
  if (totalRow !== null) writerOf(true)(bytes, totalRow, rows.length + 2);
  sheet.stream.write(bytes.take());
  sheet.commit();
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

function headerOf(title: WorkbookTitle): string | Date {
  return typeof title === "string" ? title : new Date(`${title.day}T00:00:00Z`);
}
