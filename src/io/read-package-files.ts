import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { onReading } from "./file-problem.js";

/** The package's own templates, by name without ending. */
export function readTemplates(packageFolder: string): ReadonlyMap<string, string> {
  const folder = join(packageFolder, "templates");
  const names = listed(folder).filter((name) => extname(name) === ".eta");
  return new Map(names.map((name) => [basename(name, ".eta"), content(join(folder, name)).toString("utf8")]));
}

const PUBLISHED_ASSETS: ReadonlySet<string> = new Set([".css", ".svg", ".js"]);

/**
 * What the package publishes as it is or almost, by file name: its own assets, or what the build made of them, bundled
 * scripts and styles without their comments.
 */
export function readAssets(packageFolder: string): ReadonlyMap<string, Uint8Array> {
  const folders = [join(packageFolder, "assets"), join(packageFolder, "dist", "assets")];
  return new Map(
    folders.flatMap((folder) =>
      listed(folder)
        .filter((name) => PUBLISHED_ASSETS.has(extname(name)))
        .map((name) => [name, content(join(folder, name))]),
    ),
  );
}

function listed(folder: string): readonly string[] {
  return onReading("list", folder, () => readdirSync(folder));
}

function content(path: string): Buffer {
  return onReading("read", path, () => readFileSync(path));
}
