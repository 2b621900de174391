import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../files/file-problem.js";

/** Who holds a lock. */
export interface LockHolder {
  readonly processId: number;
  /** When the lock was taken: its file gets this time. */
  readonly sinceSeconds: number;
}

/**
 * Finds who holds a lock of `flock`, without taking it: a run that finds it taken would leave.
 *
 * @param processes the kernel's folder of processes
 * @returns null if nobody does; `"hidden"` if that cannot be seen
 */
export function findLockHolder(path: string, processes: string): LockHolder | null | "hidden" {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    const [, id] =
      new RegExp(`^\\d+: FLOCK\\s+\\w+\\s+\\w+\\s+(-?\\d+) \\w+:\\w+:${found.ino} `, "m").exec(
        readFileSync(join(processes, "locks"), "utf8"),
      ) ?? [];
    return id === undefined ? null : { processId: Number(id), sinceSeconds: Math.floor(found.mtimeMs / 1000) };
  } catch (error) {
    if (errorCode(error) !== null) return "hidden";
    throw error;
  }
}
