import { readFileSync, readlinkSync, statSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { errorCode } from "../files/file-problem.js";
import { findProcesses, readProcessText, readStartTicks } from "./find-processes.js";

/** Who holds a lock. */
export interface LockHolder {
  readonly processId: number;
  readonly heldSeconds: number;
}

/** The kernel counts in `USER_HZ`, which is 100 wherever Node runs. */
const TICKS_PER_SECOND = 100;

/**
 * Finds who holds a lock of `flock` without taking it, since taking it would make a concurrent run exit.
 *
 * The kernel's list of locks does not help: it has the id of `flock` itself, which has ended (see `acquireLock`), and
 * omits such locks in containers. The kernel's information about each open file does.
 *
 * @param processes the kernel's folder of processes
 * @returns null if nobody does; `"hidden"` if that cannot be seen
 */
export function findLockHolder(path: string, processes: string, nowSeconds: number): LockHolder | null | "hidden" {
  try {
    const lock = statSync(path, { throwIfNoEntry: false });
    if (lock === undefined) return null;
    const { folders, areSomeHidden } = findProcesses(processes, (folder, descriptor) =>
      holdsLock(folder, descriptor, basename(path), lock),
    );
    const [holder] = folders;
    if (holder === undefined) return areSomeHidden && isListed(lock, processes) ? "hidden" : null;
    const heldSeconds = findHeldSeconds(nowSeconds - lock.mtimeMs / 1000, readAge(holder, processes));
    return { processId: Number(basename(holder)), heldSeconds };
  } catch (error) {
    if (errorCode(error) !== null) return "hidden";
    throw error;
  }
}

function holdsLock(folder: string, descriptor: string, name: string, lock: Stats): boolean {
  const file = join(folder, "fd", descriptor);
  // By name first, so that no other file's volume has to answer.
  if (basename(readlinkSync(file)) !== name) return false;
  const { dev, ino } = statSync(file);
  // A process that only tries to take it has it open too.
  const isLocked = /^lock:.* FLOCK /m.test(readProcessText(folder, `fdinfo/${descriptor}`));
  return dev === lock.dev && ino === lock.ino && isLocked;
}

function isListed({ ino }: Stats, processes: string): boolean {
  return new RegExp(`^\\d+: FLOCK .*:${ino} `, "m").test(readFileSync(join(processes, "locks"), "utf8"));
}

/** How long a process runs, in seconds; null where the kernel has another clock for it, as in some containers. */
function readAge(folder: string, processes: string): number | null {
  const uptimeSeconds = Number(readProcessText(processes, "uptime").split(" ")[0]);
  const ageSeconds = uptimeSeconds - readStartTicks(folder) / TICKS_PER_SECOND;
  return ageSeconds >= 0 ? ageSeconds : null;
}

/**
 * No process holds a lock for longer than it runs, however the clock was set meanwhile.
 *
 * @param sinceTaken by the time of the lock's file and the clock
 */
function findHeldSeconds(sinceTaken: number, ageSeconds: number | null): number {
  const wasSetBack = sinceTaken < 0;
  if (ageSeconds === null) return wasSetBack ? 0 : Math.floor(sinceTaken);
  return Math.floor(wasSetBack ? ageSeconds : Math.min(sinceTaken, ageSeconds));
}
