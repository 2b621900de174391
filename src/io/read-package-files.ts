import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";

/** The package's own templates, by name without ending. */
export function readTemplates(packageFolder: string): ReadonlyMap<string, string> {
  const folder = join(packageFolder, "templates");
  const names = readdirSync(folder).filter((name) => extname(name) === ".eta");
  return new Map(names.map((name) => [basename(name, ".eta"), readFileSync(join(folder, name), "utf8")]));
}

/** The package's own assets, by file name. */
export function readAssets(packageFolder: string): ReadonlyMap<string, Uint8Array> {
  const folder = join(packageFolder, "assets");
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ name }) => [name, readFileSync(join(folder, name))]));
}
