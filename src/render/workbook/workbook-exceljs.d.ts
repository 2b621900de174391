// Parts of exceljs that `workbook-writer.ts` uses and its own types leave out.

declare module "exceljs/lib/stream/xlsx/workbook-writer.js" {
  import type { Writable } from "node:stream";
  import type { Style, WorksheetView } from "exceljs";

  interface WorkbookWriterOptions {
    readonly stream: Writable;
    readonly created: Date;
    readonly modified: Date;
    readonly creator: string;
    readonly lastModifiedBy: string;
    readonly useStyles: boolean;
    readonly useSharedStrings: boolean;
  }

  interface ZipArchive {
    append(text: string, entry: { readonly name: string }): unknown;
    on(event: "error", listener: (error: Error) => void): unknown;
    finalize(): unknown;
  }

  export default class WorkbookWriter {
    constructor(options: WorkbookWriterOptions);
    zip: ZipArchive;
    readonly stream: Writable;
    readonly styles: { addStyleModel(style: Partial<Style>): number };
    addThemes(): Promise<void>;
    _openStream(path: string): Writable;
    addWorksheet(name: string, options: { readonly views: readonly Partial<WorksheetView>[] }): WorksheetWriter;
    commit(): Promise<this>;
  }

  export interface WorksheetWriter {
    readonly stream: Writable;
    columns: readonly { readonly header: string | Date; readonly width: number }[];
    autoFilter: string | null;
    getRow(rowNumber: number): {
      font: { readonly bold: boolean };
      getCell(columnNumber: number): { numFmt: string };
      commit(): void;
    };
    commit(): void;
  }
}
