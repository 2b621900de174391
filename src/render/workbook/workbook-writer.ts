import { PassThrough, type Writable } from "node:stream";
import type WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";

// Everything in a workbook that would tell when it was written: equal input must give equal bytes. The first moment
// that a zip archive can express.
const NO_TIME = new Date("1980-01-01T00:00:00Z");
// Large pieces: each costs a trip to the thread pool that deflates.
const DEFLATE_CHUNK_BYTES = 1 << 17;

type WorkbookWriterClass = new (stream: Writable) => WorkbookWriter;

let loadedClass: Promise<WorkbookWriterClass> | undefined;

/** exceljs's stream writer with reproducible bytes and back pressure; loaded when the first workbook is due. */
export async function openWorkbookWriter(stream: Writable): Promise<WorkbookWriter> {
  loadedClass ??= loadClass();
  return new (await loadedClass)(stream);
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

    // The first thing that the constructor appends to the archive: the place to fix the date of every entry. Texts
    // become buffers because the archiver, once bundled, warns on stderr about its own `new Buffer(text)`. They are the
    // small parts around the sheets: setting up a deflater for each of them costs a quarter of a small workbook's time.
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

/** In place of exceljs's own stream, which takes in a whole sheet without ever saying that it is full. */
class SheetStream extends PassThrough {
  constructor() {
    super({ highWaterMark: 4 * DEFLATE_CHUNK_BYTES });
    this.on("finish", () => this.emit("zipped"));
  }

  // exceljs writes its own kind of buffer, which it uses again afterwards.
  override write(chunk: string | Buffer | { toBuffer(): Buffer }): boolean {
    return super.write(typeof chunk === "object" && "toBuffer" in chunk ? chunk.toBuffer() : chunk);
  }
}
