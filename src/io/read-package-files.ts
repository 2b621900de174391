import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { isObject } from "./files/is-object.js";
import { onReading } from "./files/file-problem.js";

/**
 * What the package publishes as it is or almost, by file name: its icons, and the styles and scripts that the build has
 * bundled.
 */
export function readAssets(packageFolder: string): ReadonlyMap<string, Uint8Array> {
  const icons = readFiles(join(packageFolder, "assets"), [".svg"]);
  return new Map([...icons, ...readFiles(join(packageFolder, "dist", "assets"), [".css", ".js"])]);
}

/** The package's version, such as `1.2.0`. */
export function readVersion(packageFolder: string): string {
  const manifest: unknown = JSON.parse(readContent(join(packageFolder, "package.json")).toString("utf8"));
  if (isObject(manifest) && typeof manifest["version"] === "string") return manifest["version"];
  throw new Error(`${packageFolder}/package.json has no version`);
}

/** A JSON file that the build has left; null where it did not run, as in tests. */
export function readBuiltJson(packageFolder: string, name: string): unknown {
  const path = join(packageFolder, "dist", name);
  return existsSync(path) ? JSON.parse(readContent(path).toString("utf8")) : null;
}

function readFiles(folder: string, endings: readonly string[]): readonly (readonly [string, Uint8Array])[] {
  return listFiles(folder)
    .filter((name) => endings.includes(extname(name)))
    .map((name) => [name, readContent(join(folder, name))] as const);
}

function listFiles(folder: string): readonly string[] {
  return onReading("list", folder, () => readdirSync(folder));
}

function readContent(path: string): Buffer {
  return onReading("read", path, () => readFileSync(path));
}
