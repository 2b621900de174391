import { PassThrough, type Writable } from "node:stream";
import type { Style } from "exceljs";
import type WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { WorksheetWriter } from "exceljs/lib/stream/xlsx/workbook-writer.js";

export type { WorkbookWriter, WorksheetWriter };

/*
 * All that the program uses of exceljs's private parts, which another version may change: hence its exact version, and
 * `workbook-private-parts.test.ts`.
 */

// The earliest time that a zip archive can express. Equal input must give equal bytes, so no workbook says when it was
// written.
const NO_TIME = new Date("1980-01-01T00:00:00Z");
// Large chunks: each costs a trip to the thread pool that deflates.
const DEFLATE_CHUNK_BYTES = 1 << 17;

type WorkbookWriterClass = new (stream: Writable) => WorkbookWriter;

let loadedClass: Promise<WorkbookWriterClass> | undefined;

/** exceljs's stream writer with reproducible bytes and back pressure; loaded for the first workbook. */
export async function openWorkbookWriter(stream: Writable): Promise<WorkbookWriter> {
  loadedClass ??= loadClass();
  return new (await loadedClass)(stream);
}

/** The number of a style in a workbook; equal styles have one number. */
export function addStyle(workbook: WorkbookWriter, style: Partial<Style>): number {
  return workbook.styles.addStyleModel(style);
}

/** Where a sheet's XML goes: rows may be written to it between the header and the sheet's end. */
export function sheetStream(sheet: WorksheetWriter): Writable {
  return sheet.stream;
}

async function loadClass(): Promise<WorkbookWriterClass> {
  const { default: WorkbookWriter } = await import("exceljs/lib/stream/xlsx/workbook-writer.js");

  return class ReproducibleWorkbookWriter extends WorkbookWriter {
    constructor(stream: Writable) {
      super({
        stream,
        created: NO_TIME,
        modified: NO_TIME,
        creator: "openvpn-status-site",
        lastModifiedBy: "openvpn-status-site",
        // Without styles a date silently loses its time of day; shared strings would hold the whole sheet in memory.
        useStyles: true,
        useSharedStrings: false,
        zip: { zlib: { level: 1, chunkSize: DEFLATE_CHUNK_BYTES } },
      });
    }

    // The constructor calls this before it appends anything to the archive, so this is the place to fix the date of every
    // entry. Texts become buffers because the archiver, once bundled, warns on stderr about its own `new Buffer(text)`.
    // They are stored, not deflated: they are small, and a deflater for each takes a quarter of a small workbook's time.
    override addThemes(): Promise<void> {
      const append = this.zip.append.bind(this.zip);
      this.zip.append = (source, entry) =>
        typeof source === "string"
          ? append(Buffer.from(source), { ...entry, date: NO_TIME, store: true })
          : append(source, { ...entry, date: NO_TIME });
      return super.addThemes();
    }

    override _openStream(path: string): Writable {
      const stream = new SheetStream();
      this.zip.append(stream, { name: path });
      return stream;
    }
  };
}

/** Replaces exceljs's own stream, which buffers a whole sheet and never applies back pressure. */
class SheetStream extends PassThrough {
  constructor() {
    super({ highWaterMark: 4 * DEFLATE_CHUNK_BYTES });
  }

  // exceljs writes buffers of its own class, which it reuses afterwards.
  override write(chunk: string | Buffer | { toBuffer(): Buffer }): boolean {
    return super.write(typeof chunk === "object" && "toBuffer" in chunk ? chunk.toBuffer() : chunk);
  }
}
