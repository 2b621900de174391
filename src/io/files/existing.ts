import { lstatSync, readdirSync } from "node:fs";
import { errorCode } from "./file-problem.js";

/** Whether something exists at a path; false if its folder may not be entered. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The result of a step on a file, or null if the file does not exist, or no longer.
 *
 * @throws the system's other errors
 */
export function ifExists<T>(step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    // ESRCH: the file of a process that has ended.
    if (["ENOENT", "ENOTDIR", "ESRCH"].includes(errorCode(error) ?? "")) return null;
    throw error;
  }
}

/**
 * The names in a folder; none if there is no such folder, or if it is a file.
 *
 * @throws the system's other errors
 */
export function listFolder(folder: string): readonly string[] {
  return ifExists(() => readdirSync(folder)) ?? [];
}

/** The same; none also if it may not be read. */
export function listReadableFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
