import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Every path below a folder → its text; a folder is `null`, a link `-> target`. */
export function fileTree(folder: string): ReadonlyMap<string, string | null> {
  const tree = new Map<string, string | null>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const found = lstatSync(join(folder, path));
    if (found.isDirectory()) tree.set(path, null);
    else if (found.isSymbolicLink()) tree.set(path, `-> ${readlinkSync(join(folder, path))}`);
    else tree.set(path, readFileSync(join(folder, path), "utf8"));
  }
  return tree;
}

/** The same of a history, without how the last run went: each run remembers that, whatever becomes of it. */
export function historyTree(folder: string): ReturnType<typeof fileTree> {
  return new Map([...fileTree(folder)].filter(([path]) => path !== "cache/last-run.json"));
}
