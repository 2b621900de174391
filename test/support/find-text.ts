import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import exceljs from "exceljs";

/** Files below a folder that contain a text, also in their names; workbooks and compressed files are searched too. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (path.includes(text) || (statSync(file).isFile() && (await toText(file)).includes(text))) found.push(path);
  }
  return found;
}

async function toText(file: string): Promise<string> {
  if (file.endsWith(".gz")) return gunzipSync(readFileSync(file)).toString();
  if (!file.endsWith(".xlsx")) return readFileSync(file, "utf8");
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  return JSON.stringify(workbook.worksheets.map((sheet) => [sheet.name, sheet.getSheetValues()]));
}
