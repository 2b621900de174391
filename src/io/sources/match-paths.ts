/** How patterns are read, both here and in the search on the disk. */
export const PATTERN_OPTIONS = { dot: true } as const;

/** Those of the names that a pattern of `*`, `?`, `[…]` and `{…}` describes. */
export async function matchNames(pattern: string, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0 || !/[*?[{]/.test(pattern)) return [];
  const { default: micromatch } = await import("micromatch");
  // A slash in a name is a character like others.
  const plain = (text: string): string => text.replaceAll("/", "\uE000");
  const found = new Set(micromatch(names.map(plain), plain(pattern), { ...PATTERN_OPTIONS, posix: true }));
  return names.filter((name) => found.has(plain(name)));
}

/** Those of the paths, all absolute, that a search for the pattern would find if they were files. */
export async function matchPaths(pattern: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { default: micromatch } = await import("micromatch");
  // The options with which fast-glob itself calls micromatch.
  return micromatch(paths, pattern, { ...PATTERN_OPTIONS, posix: true });
}
