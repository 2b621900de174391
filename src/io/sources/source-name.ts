import { basename, dirname, extname } from "node:path";

const DEFAULT_NAME = "openvpn";
// Only where they stand as words: `statusquo.log` keeps its name.
const STATUS_WORDS = /(?:^|[-_])(?:openvpn[-_])?status(?=[-_]|$)/g;

/**
 * A server's default name, from the path of its status file: the base name without extension and without
 * `openvpn-status`, `status` and the dashes they leave; if nothing is left, `openvpn`.
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
 * The default names of several files that one pattern found: where some share a name, each of those is called as its
 * folder is. They may still share one then.
 *
 * @returns in the order of the paths
 */
export function sourceNames(paths: readonly string[]): readonly string[] {
  return renameShared(paths, paths.map(sourceName), (path) => basename(dirname(path)) || DEFAULT_NAME);
}

/**
 * As {@link sourceNames}, for files that nobody configured: what still share a name keep the whole base name, since
 * there is no one to whom we could say that the config is wrong.
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
