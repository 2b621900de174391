import type { WorkbookFormats, WorkbookNumberKind } from "../../site/downloads/workbook-sheet.js";
import { addStyle, type WorkbookWriter } from "./workbook-writer.js";

/** The numbers of a workbook's styles, each added when a column first needs it. */
export interface WorkbookStyles {
  readonly ofNumber: (kind: WorkbookNumberKind, isBold: boolean) => number;
  readonly ofBoldText: () => number;
}

const BOLD = { font: { bold: true } } as const;

export function workbookStyles(workbook: WorkbookWriter, formats: WorkbookFormats): WorkbookStyles {
  const numberFormats: Readonly<Record<WorkbookNumberKind, string>> = {
    instant: formats.instant,
    count: "#,##0",
    hours: "#,##0.00",
    ratio: "#,##0.0",
  };
  return {
    ofNumber: (kind, isBold) => addStyle(workbook, { numFmt: numberFormats[kind], ...(isBold ? BOLD : {}) }),
    ofBoldText: () => addStyle(workbook, { ...BOLD }),
  };
}
