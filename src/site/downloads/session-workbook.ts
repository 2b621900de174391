import type { Session } from "../../history/session.js";
import { DOWNLOAD_COLUMNS, type DownloadColumnKey, type DownloadTable, type DownloadTexts } from "./download-table.js";
import type { WorkbookColumn, WorkbookSheet } from "./workbook-sheet.js";

const SHEET_NAME = "OpenVPN History";

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

/** A table of sessions as a workbook's one sheet. */
export function sessionSheet(table: DownloadTable, texts: DownloadTexts): WorkbookSheet<Session> {
  return {
    name: SHEET_NAME,
    columns: DOWNLOAD_COLUMNS.map((column): WorkbookColumn<Session> => {
      const frame = { title: texts.columns[column.key], width: WIDTHS[column.key] };
      if (column.kind !== "text") return { ...frame, kind: column.kind, read: column.read };
      return { ...frame, kind: column.kind, read: (session) => column.read(session, table, texts) };
    }),
    frozenColumnCount: 0,
    rows: table.sessions,
    totalRow: null,
  };
}
