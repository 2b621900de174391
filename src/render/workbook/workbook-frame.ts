import type { WorkbookColumn, WorkbookFormats, WorkbookTitle } from "../../site/downloads/workbook-sheet.js";
import { addColumnStyles, workbookStyles, type WorkbookStyles } from "./workbook-cell.js";
import { columnLetters } from "./workbook-row.js";
import { openWorkbookWriter, type WorksheetWriter } from "./workbook-writer.js";
import type { ZippedFile } from "./zip.js";

/** All parts of a workbook besides the rows of its sheets. */
export interface WorkbookFrame {
  readonly styles: WorkbookStyles;
  readonly sheets: readonly SheetFrame[];
  /** The files that are no sheets. */
  readonly files: readonly ZippedFile[];
}

export interface SheetFrame {
  /** The path of its file in the archive. */
  readonly path: string;
  /** What comes before the rows, with the header. */
  readonly head: Uint8Array;
  /** What comes after them. */
  readonly toTail: (lastRow: number) => Uint8Array;
}

/** A sheet without its rows. Plain data. */
export interface SheetOutline {
  readonly name: string;
  readonly columns: readonly {
    readonly title: WorkbookTitle;
    readonly width: number;
    readonly kind: WorkbookColumn<unknown>["kind"];
  }[];
  readonly frozenColumnCount: number;
  readonly hasTotal: boolean;
}

/** exceljs makes the frame, which takes it as long as hundreds of rows: so workbooks with equal frames share it. */
type WorkbookFrames = (sheets: readonly SheetOutline[]) => Promise<WorkbookFrame>;

/** Makes frames, one for all workbooks with the same sheets. */
export function openWorkbookFrames(formats: WorkbookFormats): WorkbookFrames {
  const frames = new Map<string, Promise<WorkbookFrame>>();
  return (sheets) => {
    const key = JSON.stringify(sheets);
    const frame = frames.get(key) ?? makeFrame(sheets, formats);
    frames.set(key, frame);
    return frame;
  };
}

async function makeFrame(sheets: readonly SheetOutline[], formats: WorkbookFormats): Promise<WorkbookFrame> {
  const workbook = await openWorkbookWriter();
  const styles = workbookStyles(workbook, formats);
  const frames = sheets.map(({ name, columns, frozenColumnCount, hasTotal }): SheetFrame => {
    // The styles of the cells come before that of the header: their order is part of the file.
    addColumnStyles(columns, styles, false);
    const { writer, path, take } = workbook.addSheet(name, { state: "frozen", xSplit: frozenColumnCount, ySplit: 1 });
    writer.columns = columns.map(({ title, width }) => ({ header: toHeader(title), width }));
    writeHeader(writer, columns, formats);
    const head = take();
    if (hasTotal) addColumnStyles(columns, styles, true);
    writer.autoFilter = FILTERED;
    writer.commit();
    const [before = "", after = ""] = take().toString().split(FILTERED);
    const lastColumn = columnLetters(columns.length - 1);
    return { path, head, toTail: (lastRow) => Buffer.from(`${before}A1:${lastColumn}${lastRow}${after}`) };
  });
  return { styles, sheets: frames, files: await workbook.finish() };
}

/** The placeholder for the filter's range. */
const FILTERED = "A1:LAST";

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
