import { basename, dirname, extname } from "node:path";

const DEFAULT_NAME = "openvpn";
// Only whole words: `statusquo.log` keeps its name.
const STATUS_WORDS = /(?:^|[-_])(?:openvpn[-_])?status(?=[-_]|$)/g;

/**
 * The default name of a server, from the path of its status file: the base name without its extension, without
 * `openvpn-status` or `status`, and without the dashes that remain; if nothing remains, `openvpn`.
 * `status-berlin.log` → `berlin`, `openvpn-status.log` → `openvpn`.
 */
export function sourceName(path: string): string {
  return (
    fileName(path)
      .replace(STATUS_WORDS, "")
      .replace(/^[-_]+/, "") || DEFAULT_NAME
  );
}

/**
 * The default names of several files that one pattern found: files that would share a name are named after their
 * folders. Some may still share one then.
 *
 * @returns in the order of the paths
 */
export function sourceNames(paths: readonly string[]): readonly string[] {
  return renameShared(paths, paths.map(sourceName), (path) => basename(dirname(path)) || DEFAULT_NAME);
}

/**
 * As {@link sourceNames}, for files that are not configured: those that still share a name keep their whole base names,
 * since there is no config to correct.
 */
export function discoveredNames(paths: readonly string[]): readonly string[] {
  return renameShared(paths, sourceNames(paths), fileName);
}

function fileName(path: string): string {
  return basename(path, extname(path));
}

function renameShared(
  paths: readonly string[],
  names: readonly string[],
  otherName: (path: string) => string,
): readonly string[] {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return paths.map((path, index) => {
    const name = names[index] ?? sourceName(path);
    return (count.get(name) ?? 0) > 1 ? otherName(path) : name;
  });
}
