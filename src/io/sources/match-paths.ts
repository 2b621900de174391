/** How patterns are read, both here and in the search on the disk. */
export const PATTERN_OPTIONS = { dot: true } as const;

/** Matches names with this name, or with a pattern of `*`, `?`, `[…]` and `{…}`. */
export async function toNameMatcher(name: string): Promise<(other: string) => boolean> {
  if (!/[*?[{]/.test(name)) return (other) => other === name;
  const { default: micromatch } = await import("micromatch");
  // A slash in a name is a character like others.
  const plain = (text: string): string => text.replaceAll("/", "\uE000");
  const isMatch = micromatch.matcher(plain(name), { ...PATTERN_OPTIONS, posix: true });
  return (other) => other === name || isMatch(plain(other));
}

/** Those of the paths, all absolute, that a search for the pattern would find if they were files. */
export async function matchPaths(pattern: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { default: micromatch } = await import("micromatch");
  // The options with which fast-glob itself calls micromatch.
  return micromatch(paths, pattern, { ...PATTERN_OPTIONS, posix: true });
}
