import { readdirSync, readFileSync } from "node:fs";
import type { TemplateFunction } from "eta/core";
import { compileTemplates } from "../../src/render/html/compile-templates.js";
import type { Templates } from "../../src/render/html/html.js";

/** The package's templates, as the build puts them into the program. */
export function readTemplates(): Templates {
  const folder = new URL("../../templates/", import.meta.url);
  const texts = readdirSync(folder).map(
    (file) => [file.replace(/\.eta$/, ""), readFileSync(new URL(file, folder), "utf8")] as const,
  );
  const bodies = [...compileTemplates(new Map(texts))];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Map(bodies.map(([name, body]) => [name, new Function("it", "options", body) as TemplateFunction]));
}
