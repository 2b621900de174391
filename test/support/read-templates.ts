import { readdirSync, readFileSync } from "node:fs";
import type { TemplateFunction } from "eta/core";
import { compileTemplates } from "../../src/render/html/compile-templates.js";
import type { Templates } from "../../src/render/html/html.js";
import { compileSystemTemplates } from "../../src/render/system/compile-system-templates.js";
import type { SystemTemplates } from "../../src/render/system/system-file.js";

/** The templates of pages, as the build puts them into the program. */
export function readTemplates(): Templates {
  return toFunctions(compileTemplates(readTexts("../../templates/")));
}

/** The templates of files for the system. */
export function readSystemTemplates(): SystemTemplates {
  return toFunctions(compileSystemTemplates(readTexts("../../templates/system/")));
}

function readTexts(path: string): ReadonlyMap<string, string> {
  const folder = new URL(path, import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".eta"));
  return new Map(files.map((file) => [file.replace(/\.eta$/, ""), readFileSync(new URL(file, folder), "utf8")]));
}

function toFunctions(bodies: ReadonlyMap<string, string>): ReadonlyMap<string, TemplateFunction> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Map([...bodies].map(([name, body]) => [name, new Function("it", "options", body) as TemplateFunction]));
}
