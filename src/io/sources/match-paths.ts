import type { Dirent } from "node:fs";
import { basename, dirname } from "node:path";
import type { Options } from "fast-glob";

type FoundEntry = Omit<Dirent, "parentPath" | "path">;

/** How patterns are searched for, here and on the disk. */
export const SEARCH_OPTIONS = { dot: true, suppressErrors: true } as const;

/**
 * Those of some absolute paths that a pattern would find if they were files: the same search, in a file system that
 * holds just them.
 */
export async function matchPaths(pattern: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { default: glob } = await import("fast-glob");
  const isFile = new Map<string, boolean>();
  for (const path of paths) {
    isFile.set(path, true);
    for (let above = dirname(path); !isFile.has(above); above = dirname(above)) isFile.set(above, false);
  }
  const entryAt = (path: string): FoundEntry => {
    const found = isFile.get(path);
    if (found === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
    return {
      name: basename(path),
      isFile: () => found,
      isDirectory: () => !found,
      isSymbolicLink: isNot,
      isSocket: isNot,
      isFIFO: isNot,
      isBlockDevice: isNot,
      isCharacterDevice: isNot,
    };
  };
  const readdirSync = (folder: string): readonly FoundEntry[] =>
    [...isFile.keys()].filter((path) => path !== folder && dirname(path) === folder).map(entryAt);
  const fs = { lstatSync: entryAt, statSync: entryAt, readdirSync };
  // Of an entry there is only what the search looks at.
  return glob.sync(pattern, { ...SEARCH_OPTIONS, fs: fs as unknown as NonNullable<Options["fs"]> });
}

function isNot(): false {
  return false;
}
