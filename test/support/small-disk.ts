import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WithAfter } from "./temp-folder.js";

const SIZE_BYTES = 256 * 1024;

/** A disk of 256 KiB; `null` if this machine lets no one mount. */
export function smallDisk(test: WithAfter): string | null {
  const disk = mkdtempSync(join(tmpdir(), "openvpn-status-site-disk-"));
  const mount = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_BYTES}`, "tmpfs", disk], { encoding: "utf8" });
  test.after(() => {
    if (mount.status === 0) execFileSync("umount", [disk]);
    rmdirSync(disk);
  });
  if (mount.status !== 0 && process.env["CI"] === "true") throw new Error(`cannot mount: ${mount.stderr}`);
  return mount.status === 0 ? disk : null;
}

/** Fills a disk. @returns the file that does it */
export function fillAllBut(disk: string, freeBytes: number): string {
  const { bavail, bsize } = statfsSync(disk);
  const ballast = join(disk, "ballast");
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
  return ballast;
}
