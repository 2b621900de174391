/** How patterns are read, both here and in the search on the disk. */
export const PATTERN_OPTIONS = { dot: true } as const;

/** Those of the paths, all absolute, that a search for the pattern would find if they were files. */
export async function matchPaths(pattern: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { default: micromatch } = await import("micromatch");
  // The options with which fast-glob itself calls micromatch.
  return micromatch(paths, pattern, { ...PATTERN_OPTIONS, posix: true });
}
