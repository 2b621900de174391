import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ifExists } from "../files/existing.js";
import { errorCode } from "../files/file-problem.js";

interface FoundProcesses {
  /** The kernel's folder of each of them. */
  readonly folders: readonly string[];
  /** Whether there are others whose open files the kernel does not show to this user. */
  readonly areSomeHidden: boolean;
}

/**
 * Finds the processes that have a certain file open.
 *
 * @param processes the kernel's folder of processes
 * @param isWanted whether an open file is this one, by the process's folder and the file's number
 */
export function findProcesses(
  processes: string,
  isWanted: (folder: string, descriptor: string) => boolean,
): FoundProcesses {
  let areSomeHidden = false;
  const folders: string[] = [];
  try {
    for (const id of readdirSync(processes).filter((name) => /^\d+$/.test(name))) {
      const folder = join(processes, id);
      const has = hasOpen(folder, isWanted);
      if (has === null) areSomeHidden = true;
      else if (has) folders.push(folder);
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    areSomeHidden = true;
  }
  return { folders, areSomeHidden };
}

/** Null if the kernel does not show it. */
function hasOpen(folder: string, isWanted: (folder: string, descriptor: string) => boolean): boolean | null {
  try {
    return readdirSync(join(folder, "fd")).some((name) => ifExists(() => isWanted(folder, name)) ?? false);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    // It has ended meanwhile.
    return ["ENOENT", "ESRCH"].includes(errorCode(error) ?? "") ? false : null;
  }
}

/** When a process started, in ticks of the clock since the system started. */
export function readStartTicks(folder: string): number {
  // Field 22 of `stat`. The second one is the name, which may have blanks and parentheses.
  const stat = readProcessText(folder, "stat");
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(afterName[22 - 3] ?? 0);
}

/** A file of a process's folder; empty if the process has ended. */
export function readProcessText(folder: string, name: string): string {
  return ifExists(() => readFileSync(join(folder, name), "utf8")) ?? "";
}
