import { PassThrough, type Writable } from "node:stream";
import { constants } from "node:zlib";
import type { Style, WorksheetView } from "exceljs";
import type WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { WorksheetWriter } from "exceljs/lib/stream/xlsx/workbook-writer.js";
import type { ZippedFile } from "./zip.js";

export type { WorksheetWriter };

/*
 * All that the program uses of exceljs's private parts, which another version may change: hence its exact version, and
 * `workbook-private-parts.test.ts`.
 */

/** exceljs's stream writer of a workbook whose files are kept in memory instead of an archive. */
export interface KeptWorkbook {
  /** The number of a style; equal styles have one number. */
  readonly addStyle: (style: Partial<Style>) => number;
  readonly addSheet: (name: string, view: Partial<WorksheetView>) => KeptSheet;
  /** The files that are no sheets, once all sheets are committed. */
  readonly finish: () => Promise<readonly ZippedFile[]>;
}

interface KeptSheet {
  readonly writer: WorksheetWriter;
  /** The path of its file. */
  readonly path: string;
  /** The bytes that were written since the last call. */
  readonly take: () => Buffer;
}

// Equal input must give equal bytes, so no workbook says when it was written.
const NO_TIME = new Date("1980-01-01T00:00:00Z");

interface KeepingWriter extends WorkbookWriter {
  readonly keptFiles: readonly ZippedFile[];
}

let loadedClass: Promise<new () => KeepingWriter> | undefined;

/** Loads exceljs for the first workbook. */
export async function openWorkbookWriter(): Promise<KeptWorkbook> {
  loadedClass ??= loadClass();
  const workbook = new (await loadedClass)();
  return {
    addStyle: (style) => workbook.styles.addStyleModel(style),
    addSheet: (name, view) => {
      const writer = workbook.addWorksheet(name, { views: [view] });
      if (!(writer.stream instanceof KeptStream)) throw new TypeError("exceljs opened another stream");
      return { writer, path: toEntryName(writer.stream.path), take: writer.stream.takeWritten };
    },
    finish: async () => {
      await workbook.commit();
      return workbook.keptFiles;
    },
  };
}

async function loadClass(): Promise<new () => KeepingWriter> {
  const { default: WorkbookWriter } = await import("exceljs/lib/stream/xlsx/workbook-writer.js");

  return class extends WorkbookWriter implements KeepingWriter {
    // Assigned in the constructor of the class above, which already calls the methods below.
    declare keptFiles: ZippedFile[];

    constructor() {
      super({
        stream: new PassThrough(),
        created: NO_TIME,
        modified: NO_TIME,
        creator: "openvpn-status-site",
        lastModifiedBy: "openvpn-status-site",
        // Without styles a date silently loses its time of day; shared strings would hold the whole sheet in memory.
        useStyles: true,
        useSharedStrings: false,
      });
    }

    // The constructor calls this before it appends anything to its archive, so this is the place for another one.
    override addThemes(): Promise<void> {
      const files: ZippedFile[] = [];
      this.keptFiles = files;
      const { stream } = this;
      this.zip = {
        append: (text, { name }) => {
          files.push({ name: toEntryName(name), pieces: [Buffer.from(text)], level: constants.Z_DEFAULT_COMPRESSION });
        },
        on: () => undefined,
        finalize: () => {
          stream.end();
        },
      };
      return super.addThemes();
    }

    override _openStream(path: string): Writable {
      return new KeptStream(path);
    }
  };
}

/** exceljs begins some names with a slash, which archives do not have. */
function toEntryName(path: string): string {
  return path.replace(/^\//, "");
}

/** Replaces exceljs's own stream, which would go into its archive. exceljs calls methods of streams that are read, too. */
class KeptStream extends PassThrough {
  readonly path: string;
  #pieces: Buffer[] = [];

  constructor(path: string) {
    super();
    this.path = path;
  }

  // exceljs writes buffers of its own class, which it reuses afterwards.
  override write(chunk: string | Buffer | { toBuffer(): Buffer }): boolean {
    this.#pieces.push(Buffer.from(typeof chunk === "object" && "toBuffer" in chunk ? chunk.toBuffer() : chunk));
    return true;
  }

  readonly takeWritten = (): Buffer => {
    const taken = Buffer.concat(this.#pieces);
    this.#pieces = [];
    return taken;
  };
}
