import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { isObject } from "./files/is-object.js";
import { onReading } from "./files/file-problem.js";

/** The files that the package publishes almost unchanged, by name: its icons, and the bundled styles and scripts. */
export function readAssets(packageFolder: string): ReadonlyMap<string, Uint8Array> {
  const icons = readFiles(join(packageFolder, "assets"), [".svg"]);
  return new Map([...icons, ...readFiles(join(packageFolder, "dist", "assets"), [".css", ".js"])]);
}

/** The version of the package, such as `1.2.0`. */
export function readVersion(packageFolder: string): string {
  const manifest: unknown = JSON.parse(readContent(join(packageFolder, "package.json")).toString("utf8"));
  if (isObject(manifest) && typeof manifest["version"] === "string") return manifest["version"];
  throw new Error(`${packageFolder}/package.json has no version`);
}

/** A JSON file of the build; null if there was no build, as in tests. */
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
