import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { TemplateFunction } from "eta/core";

/** The templates in a folder by name, in order. */
export function readTemplateTexts(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".eta"));
  return new Map(files.sort().map((file) => [basename(file, ".eta"), readFileSync(join(folder, file), "utf8")]));
}

/** Templates as the program has them, from the bodies of their functions, which eta has compiled. */
export function toTemplateFunctions(bodies: ReadonlyMap<string, string>): ReadonlyMap<string, TemplateFunction> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- from our own templates
  return new Map([...bodies].map(([name, body]) => [name, new Function("it", "options", body) as TemplateFunction]));
}
