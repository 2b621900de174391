import type { Session } from "../../history/session.js";
import { DOWNLOAD_COLUMNS, type DownloadTable, type DownloadTexts } from "./download-table.js";
import type { WorkbookColumn, WorkbookSheet } from "./workbook-sheet.js";

const SHEET_NAME = "OpenVPN History";

/** A table of sessions as a workbook's one sheet. */
export function sessionSheet(table: DownloadTable, texts: DownloadTexts): WorkbookSheet<Session> {
  return {
    name: SHEET_NAME,
    columns: DOWNLOAD_COLUMNS.map((column): WorkbookColumn<Session> => {
      const frame = { title: texts.columns[column.key], width: column.width };
      if (column.kind !== "text") return { ...frame, kind: column.kind, read: column.read };
      return { ...frame, kind: column.kind, read: (session) => column.read(session, table.names, texts) };
    }),
    frozenColumnCount: 0,
    rows: table.sessions,
    totalRow: null,
  };
}
