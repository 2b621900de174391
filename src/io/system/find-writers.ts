import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../files/file-problem.js";

/** A process. */
export interface Process {
  readonly id: number;
  readonly name: string;
}

const WRITABLE_FLAGS = 0o3;

/**
 * Finds the processes that have a file open for writing.
 *
 * @param processes the kernel's folder of processes
 * @returns null if not all of them may be looked at: that takes root
 */
export function findWriters(path: string, processes: string): readonly Process[] | null {
  try {
    const ids = readdirSync(processes).filter((name) => /^\d+$/.test(name));
    return ids
      .filter((id) => hasOpen(join(processes, id), path))
      .map((id) => ({ id: Number(id), name: readFileSync(join(processes, id, "comm"), "utf8").trim() }));
  } catch (error) {
    if (errorCode(error) !== null) return null;
    throw error;
  }
}

/** @throws the system's error if it may not be looked at */
function hasOpen(folder: string, path: string): boolean {
  try {
    return readdirSync(join(folder, "fd")).some(
      (name) => readIfThere(() => readlinkSync(join(folder, "fd", name))) === path && isWritable(folder, name),
    );
  } catch (error) {
    // It has ended meanwhile.
    if (["ENOENT", "ESRCH"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
}

function isWritable(folder: string, name: string): boolean {
  const flags = /^flags:\s*([0-7]+)$/m.exec(readIfThere(() => readFileSync(join(folder, "fdinfo", name), "utf8")))?.[1];
  return (Number.parseInt(flags ?? "0", 8) & WRITABLE_FLAGS) !== 0;
}

function readIfThere(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}
