import { once } from "node:events";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { Session } from "../history/session.js";
import {
  DOWNLOAD_COLUMNS,
  type DownloadColumnKey,
  type DownloadTable,
  type DownloadTexts,
} from "../site/download-table.js";
import type { Zone } from "../status/zone.js";
import { workbookRowWriter, type WorkbookRowWriter } from "./workbook-row.js";
import { SheetBytes } from "./workbook-sheet-bytes.js";
import { openWorkbookWriter } from "./workbook-writer.js";

const SHEET_NAME = "OpenVPN History";
/** ◆ Beyond this, further sheets (design, section 7); a sheet ends at 1,048,576 rows. */
const MAX_SHEET_ROWS = 1_000_000;
const WRITE_BYTES = 1 << 17;

const WIDTHS: Readonly<Record<DownloadColumnKey, number>> = {
  user: 24,
  alias: 24,
  publicIp: 20,
  tunnelIp: 18,
  start: 20,
  end: 20,
  durationSeconds: 14,
  duration: 20,
  bytesReceived: 18,
  bytesSent: 18,
  status: 11,
  server: 18,
  id: 14,
};

/**
 * A table of sessions as an XLSX file. Equal input gives equal bytes, whenever it is made.
 *
 * @param zone the site's zone: cells show its local time
 * @param maxSheetRows sessions a sheet
 */
export async function renderWorkbook(
  table: DownloadTable,
  texts: DownloadTexts,
  zone: Zone,
  maxSheetRows: number = MAX_SHEET_ROWS,
): Promise<Uint8Array> {
  const file = new PassThrough();
  const bytes = buffer(file);
  const workbook = await openWorkbookWriter(file);
  const writeRow = workbookRowWriter(table, texts, zone, {
    instant: workbook.styles.addStyleModel({ numFmt: texts.instantFormat }),
    count: workbook.styles.addStyleModel({ numFmt: "#,##0" }),
  });
  const { sessions } = table;
  const sheetCount = Math.max(1, Math.ceil(sessions.length / maxSheetRows));
  for (let sheet = 0; sheet < sheetCount; sheet++) {
    const name = sheet === 0 ? SHEET_NAME : `${SHEET_NAME} ${sheet + 1}`;
    await writeSheet(workbook, name, sessions.slice(sheet * maxSheetRows, (sheet + 1) * maxSheetRows), texts, writeRow);
  }
  await workbook.commit();
  return bytes;
}

async function writeSheet(
  workbook: WorkbookWriter,
  name: string,
  sessions: readonly Session[],
  texts: DownloadTexts,
  writeRow: WorkbookRowWriter,
): Promise<void> {
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = DOWNLOAD_COLUMNS.map(({ key }) => ({ header: texts.columns[key], width: WIDTHS[key] }));
  const lastColumn = String.fromCharCode("A".charCodeAt(0) + DOWNLOAD_COLUMNS.length - 1);
  sheet.autoFilter = `A1:${lastColumn}${sessions.length + 1}`;
  const header = sheet.getRow(1);
  header.font = { bold: true };
  header.commit();
  const bytes = new SheetBytes(WRITE_BYTES + 16_384);
  for (const [index, session] of sessions.entries()) {
    writeRow(bytes, session, index + 2);
    if (bytes.length >= WRITE_BYTES && !sheet.stream.write(bytes.take())) await once(sheet.stream, "drain");
  }
  sheet.stream.write(bytes.take());
  sheet.commit();
}
