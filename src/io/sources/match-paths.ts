/** How patterns are read, here and by the search on the disk. */
export const PATTERN_OPTIONS = { dot: true } as const;

/** Those of some absolute paths that a search for a pattern would find if they were files. */
export async function matchPaths(pattern: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { default: micromatch } = await import("micromatch");
  // As fast-glob, which is built on it, calls it.
  return micromatch(paths, pattern, { ...PATTERN_OPTIONS, posix: true });
}
