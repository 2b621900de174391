import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TESTS = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Loads all test files of a folder of `test/` into this process: most of what a process for each would do is start, and
 * load vega.
 */
export async function loadTests(folder: string): Promise<void> {
  const names = readdirSync(join(TESTS, folder)).filter((name) => name.endsWith(".test.ts"));
  if (names.length === 0) throw new Error(`no tests in ${folder}`);
  for (const name of names.sort()) await import(pathToFileURL(join(TESTS, folder, name)).href);
}
