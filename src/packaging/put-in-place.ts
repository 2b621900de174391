import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** The file that a run begins with: all others have it load them. */
const FIRST = "cli.js";
/** The names of files that others load: a hash covers their content and what they load. */
const HASHED = /[\w-]+-[A-Z0-9]{8}\.js/g;

/**
 * Puts a new build in the place of the one before, so that there is a whole program at each moment: every file is
 * renamed into its place, the one that a run begins with last. What the build before consists of stays until the next
 * one, since a run that has begun may still load it.
 *
 * @param check is called when all files but the first are in place
 */
export function putInPlace(fresh: string, dist: string, check: () => void): void {
  const before = findLoaded(dist);
  const files = filesBelow(fresh);
  for (const path of files.filter((path) => path !== FIRST)) replaceFile(join(fresh, path), join(dist, path));
  check();
  replaceFile(join(fresh, FIRST), join(dist, FIRST));
  removeHashed(dist, new Set([...before, ...files]));
}

/** Removes what only a build before the last one consists of. */
export function removeOldBuilds(dist: string): void {
  removeHashed(dist, findLoaded(dist));
}

/** The hashed files that the program consists of, with their source maps. */
function findLoaded(dist: string): ReadonlySet<string> {
  const found = new Set([FIRST]);
  const names = new Map(filesBelow(dist).map((path) => [path.split("/").at(-1) ?? "", path]));
  for (const path of found) {
    if (!existsSync(join(dist, path))) continue;
    for (const [name] of readFileSync(join(dist, path), "utf8").matchAll(HASHED)) {
      const loaded = names.get(name);
      if (loaded !== undefined) found.add(loaded);
    }
  }
  return new Set([...found].flatMap((path) => [path, `${path}.map`]));
}

function removeHashed(dist: string, kept: ReadonlySet<string>): void {
  for (const path of filesBelow(dist)) {
    const isHashed = /-[A-Z0-9]{8}\.js(?:\.map)?$/.test(path);
    if (isHashed && !kept.has(path)) rmSync(join(dist, path));
  }
}

function replaceFile(from: string, to: string): void {
  if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) return;
  mkdirSync(dirname(to), { recursive: true });
  // Beside it: no run takes a file of this name for one of the program.
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
