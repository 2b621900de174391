import { basename, dirname, extname } from "node:path";

const DEFAULT_NAME = "openvpn";

/**
 * A server's default name, from the path of its status file: the base name without extension and without
 * `openvpn-status`, `status` and the dashes they leave (design, section 9): `status-berlin.log` → `berlin`,
 * `openvpn-status.log` → `openvpn`. The words go only where they stand alone: `statusquo.log` → `statusquo`.
 */
export function sourceName(path: string): string {
  const rest = baseName(path)
    .split(/([-_])/)
    .filter((word) => word !== "status")
    .join("");
  const parts = rest.split(/[-_]+/).filter((word) => word !== "");
  const onlyProgram = parts.length === 0 || (parts.length === 1 && parts[0] === "openvpn");
  return onlyProgram ? DEFAULT_NAME : trimDashes(withoutProgram(baseName(path)));
}

/**
 * The default names of several files that one pattern found: where some share a name, each of those is called as its
 * folder is. They may still share one then: see `discover-sources.ts`.
 *
 * @returns in the order of the paths
 */
export function sourceNames(paths: readonly string[]): readonly string[] {
  const names = paths.map(sourceName);
  return names.map((name, index) => {
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    return isShared ? basename(dirname(paths[index] ?? "")) || DEFAULT_NAME : name;
  });
}
