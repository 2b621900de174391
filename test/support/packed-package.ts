import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** The package as a user installs it, in `node_modules` of a folder that holds nothing else. */
export interface PackedPackage {
  readonly folder: string;
  readonly cli: string;
  /** The size of all its files. */
  readonly bytes: number;
}

/** Packs this checkout, which must be built, and unpacks it in a folder. */
export function packPackage(folder: string): PackedPackage {
  // Without scripts, which would build it again while other tests use it.
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  const file = execFileSync("npm", pack, { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" }).trim();
  execFileSync("tar", ["-xzf", join(folder, file), "-C", folder]);
  const place = join(folder, "node_modules", "openvpn-status-site");
  mkdirSync(join(folder, "node_modules"));
  renameSync(join(folder, "package"), place);
  return { folder, cli: join(place, "dist", "cli.js"), bytes: bytesIn(place) };
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.map((file) => statSync(join(folder, file)).size).reduce((sum, size) => sum + size, 0);
}
