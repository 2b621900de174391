import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Another Node, from the npm registry; kept in the system's folder for temporary files, so that only the first run of a
 * test downloads it.
 *
 * @param version a full one, such as `18.19.0`
 * @returns the path of its `node`; `null` if it cannot be installed here
 */
export function nodeBinary(version: string): string | null {
  const name = `node-${platform()}-${arch()}`;
  const folder = join(tmpdir(), `openvpn-status-site-nodes.${process.getuid?.() ?? 0}`, version);
  const binary = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(binary)) install(`${name}@${version}`, folder);
  const { status, stdout } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.trim() === `v${version}` ? binary : null;
}

/** Moves it to its place when it is complete: two runs may install it at once. */
function install(spec: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const scratch = mkdtempSync(`${folder}-`);
  const flags = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--silent"];
  const { status } = spawnSync("npm", ["install", ...flags, "--prefix", scratch, spec], { stdio: "ignore" });
  if (status === 0 && !existsSync(folder)) renameSync(scratch, folder);
  else rmSync(scratch, { recursive: true });
}
