import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TESTS = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Loads the test files of a folder of `test/` into this process: most of what a process for each would do is start, and
 * load vega.
 *
 * @param share absent: all files; else those of one of so many processes, counted from 1
 */
export async function loadTests(folder: string, share = { part: 1, parts: 1 }): Promise<void> {
  const names = readdirSync(join(TESTS, folder)).filter((name) => name.endsWith(".test.ts"));
  const mine = names.sort().filter((_, index) => index % share.parts === share.part - 1);
  if (mine.length === 0) throw new Error(`no tests in ${folder}`);
  for (const name of mine) await import(pathToFileURL(join(TESTS, folder, name)).href);
}
