import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { describe, it } from "node:test";
import WorkbookWriter from "exceljs/lib/stream/xlsx/workbook-writer.js";
import { zipEntries } from "../support/zip-entries.js";

const SRC = join(import.meta.dirname, "../../src");
const NO_TIME = new Date(0);
const OPTIONS = {
  created: NO_TIME,
  modified: NO_TIME,
  creator: "",
  lastModifiedBy: "",
  useStyles: true,
  useSharedStrings: false,
  zip: { zlib: { level: 1, chunkSize: 1 << 17 } },
};

/** Writes down in which order exceljs calls what the program overrides, and what it appends to the archive. */
class RecordingWriter extends WorkbookWriter {
  // Assigned in the constructor of the class above, which already calls the methods below.
  declare calls: string[];

  override addThemes(): Promise<void> {
    this.calls = ["addThemes"];
    const append = this.zip.append.bind(this.zip);
    this.zip.append = (source, entry) => {
      this.calls.push(`append ${typeof source === "string" ? "text" : "stream"} ${entry.name}`);
      return append(source, entry);
    };
    return super.addThemes();
  }

  override _openStream(path: string): Writable {
    this.calls.push(`_openStream ${path}`);
    return super._openStream(path);
  }
}

describe("exceljs's private parts", () => {
  it("are used in one file", () => {
    const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
    const users = files.filter((path) =>
      /exceljs\/lib|addStyleModel|\.stream\b/.test(readFileSync(join(SRC, path), "utf8")),
    );
    assert.deepEqual(users.sort(), ["render/workbook/workbook-exceljs.d.ts", "render/workbook/workbook-writer.ts"]);
  });

  it("are called in the order on which the program relies", async () => {
    const chunks: Buffer[] = [];
    const file = new PassThrough().on("data", (chunk: Buffer) => chunks.push(chunk));
    const workbook = new RecordingWriter({ ...OPTIONS, stream: file });
    assert.equal(workbook.calls[0], "addThemes", "it runs in the constructor");
    const sheet = workbook.addWorksheet("One", { views: [] });
    const opened: Writable = sheet.stream;
    assert.ok(workbook.calls.includes("_openStream /xl/worksheets/sheet1.xml"), workbook.calls.join("; "));
    assert.equal(sheet.stream, opened, "a sheet keeps its stream");
    sheet.commit();
    await workbook.commit();
    const appended = workbook.calls.flatMap((call) => /^append (\w+) \/?(.+)/.exec(call)?.slice(1).join(" ") ?? []);
    const names = [...zipEntries(Buffer.concat(chunks)).keys()];
    const toKind = (name: string): string => (name === "xl/worksheets/sheet1.xml" ? "stream" : "text");
    assert.deepEqual(appended.sort(), names.map((name) => `${toKind(name)} ${name}`).sort(), "all goes through append");
  });

  it("give equal styles one number", () => {
    const workbook = new RecordingWriter({ ...OPTIONS, stream: new PassThrough() });
    const bold = { font: { bold: true } };
    const number = workbook.styles.addStyleModel(bold);
    assert.equal(workbook.styles.addStyleModel({ font: { bold: true } }), number);
    assert.notEqual(workbook.styles.addStyleModel({ numFmt: "#,##0" }), number);
    assert.ok(number > 0, "0 is a cell without a style");
  });
});
