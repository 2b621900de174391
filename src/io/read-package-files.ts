import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { onReading } from "./file-problem.js";

/**
 * What the package publishes as it is or almost, by file name: its icons, and the styles and scripts that the build has
 * bundled.
 */
export function readAssets(packageFolder: string): ReadonlyMap<string, Uint8Array> {
  const icons = filesOf(join(packageFolder, "assets"), [".svg"]);
  return new Map([...icons, ...filesOf(join(packageFolder, "dist", "assets"), [".css", ".js"])]);
}

function filesOf(folder: string, endings: readonly string[]): readonly (readonly [string, Uint8Array])[] {
  return listed(folder)
    .filter((name) => endings.includes(extname(name)))
    .map((name) => [name, content(join(folder, name))] as const);
}

function listed(folder: string): readonly string[] {
  return onReading("list", folder, () => readdirSync(folder));
}

function content(path: string): Buffer {
  return onReading("read", path, () => readFileSync(path));
}
