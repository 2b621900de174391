import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import exceljs from "exceljs";
import { makeHostileSite, NAMES_OF_A_STATUS } from "../support/hostile-place.js";
import { isInstalled } from "../support/programs.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";

/** UTF-8, fields quoted where needed, numbers as shown, and each sheet in a file of its own. */
const TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1";
/** Spreadsheets read `_x000A_` as a line break. */
const NAMES = [...NAMES_OF_A_STATUS, "_x000A_"];
/** What XML cannot carry becomes U+FFFD in a workbook. */
const NOT_IN_XML = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFFFE\uFFFF]/gu;
const needs = skipUnless(isInstalled("soffice"), "needs LibreOffice Calc");

test(
  "LibreOffice reads each cell of each workbook with hostile names as it was written",
  { skip: needs },
  async (t) => {
    const folder = tempFolder(t);
    const downloads = join(await makeHostileSite(folder, NAMES), "downloads");
    const books = readdirSync(downloads).filter((name) => name.endsWith(".xlsx"));
    const texts = toCsv(
      folder,
      books.map((name) => join(downloads, name)),
    );
    const [wrong, users] = [[] as string[], new Set<string>()];
    let [cells, sheets] = [0, 0];
    for (const book of books) {
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.readFile(join(downloads, book));
      for (const sheet of workbook.worksheets) {
        const text = texts.get(`${book.replace(".xlsx", "")}-${sheet.name}.csv`);
        assert.ok(text !== undefined, `LibreOffice opens ${sheet.name} of ${book}`);
        sheets += 1;
        const rows: string[][] = parse(text, { relax_column_count: true });
        assert.equal(rows.length, sheet.rowCount, `rows in ${sheet.name} of ${book}`);
        sheet.eachRow((row, rowNumber) => {
          row.eachCell((cell, column) => {
            const read = rows[rowNumber - 1]?.[column - 1] ?? "";
            cells += 1;
            if (!isSame(cell, read)) wrong.push(`${book} ${cell.address}: ${JSON.stringify([cell.value, read])}`);
            if (book === "openvpn-history_all.xlsx" && column === 1 && rowNumber > 1) users.add(read);
          });
        });
      }
    }
    t.diagnostic(`${books.length} workbooks, ${sheets} sheets, ${cells} cells, ${users.size} names`);
    assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} cells are wrong`);
    assert.deepEqual([...users].sort(), readNames(join(folder, "out/users")));
  },
);

/** Who has a page, by the JSON beside it. */
function readNames(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^[^/]+\/index\.json$/.test(path),
  );
  const users = paths.map((path) => (JSON.parse(readFileSync(join(folder, path), "utf8")) as { user: string }).user);
  return users.map((user) => user.replace(NOT_IN_XML, "\ufffd")).sort();
}

/** A text is the same, and no formula; a number is as its format shows it. */
function isSame({ value, type }: exceljs.Cell, read: string): boolean {
  if (type === exceljs.ValueType.Formula) return false;
  // An underscore is written so where it would begin an escaped character. exceljs leaves it.
  if (typeof value === "string") return toLines(value.replaceAll("_x005F_", "_")) === toLines(read);
  if (typeof value !== "number") return read !== "";
  return Math.abs(Number(read.replace(/[^0-9.-]/g, "")) - value) <= 0.51;
}

function toLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** @returns the text of each sheet, by `BOOK-SHEET.csv` */
function toCsv(folder: string, books: readonly string[]): ReadonlyMap<string, string> {
  const out = join(folder, "csv");
  mkdirSync(out);
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const args = ["--headless", profile, "--convert-to", TO_CSV, "--outdir", out, ...books];
  const { status, stderr } = spawnSync("soffice", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));
}
