import { spawnSync } from "node:child_process";
import { closeSync, linkSync, mkdirSync, openSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Holds the lock of a history for longer than this process runs, as a process that is not seen (in another container): it
 * has the file open by another name.
 *
 * @returns releases it
 */
export function holdLockUnseen(history: string, secondsAgo: number): () => void {
  mkdirSync(history, { recursive: true });
  const [path, link] = [join(history, "lock"), `${history}.link`];
  writeFileSync(path, "", { flag: "a" });
  rmSync(link, { force: true });
  linkSync(path, link);
  const file = openSync(link, "r+");
  const { status } = spawnSync("flock", ["-n", "3"], { stdio: ["ignore", "ignore", "ignore", file] });
  if (status !== 0) throw new Error("flock");
  const seconds = Date.now() / 1000 - secondsAgo;
  utimesSync(path, seconds, seconds);
  return () => {
    closeSync(file);
  };
}
