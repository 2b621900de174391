import { type Stats, lstatSync, renameSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import type { EventPosition } from "../../history/observed-events.js";
import { errorCode, lstatIfExists } from "../files/file-problem.js";
import { toTakenPath } from "./read-events.js";

/**
 * Removes the lines of an event file that are in the history now, since they name people. First the file is renamed, so
 * that OpenVPN's hook makes a new one. The next run reads what a hook may still have added, and removes it. Where the
 * folder does not allow that, the file stays as it is.
 *
 * @param finished the files that were read to their end
 */
export function removeTakenEvents(path: string, finished: readonly string[]): void {
  const taken = toTakenPath(path);
  try {
    if (finished.includes(taken) && lstatIfExists(taken) !== undefined) unlinkSync(taken);
    const found = lstatIfExists(path);
    if (found?.isFile() !== true || found.size === 0 || !finished.includes(path)) return;
    if (lstatIfExists(taken) !== undefined || !canBeMadeAgain(lstatSync(dirname(path)), found)) return;
    renameSync(path, taken);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS", "ENOENT"].includes(errorCode(error) ?? "")) throw error;
  }
}

/**
 * Removes the renamed file at once, for a command that must leave nothing behind. If a hook has added a line to it, it
 * stays: the next run reads it.
 *
 * @param position how far the file was read before it was renamed
 * @returns whether the lines that are in the history are still there
 */
export function removeTakenAtOnce({ file, offset }: EventPosition): boolean {
  const taken = toTakenPath(file);
  const isAsRead = (path: string): boolean => lstatIfExists(path)?.size === offset;
  if (offset === 0) return false;
  if (isAsRead(file)) return true;
  if (isAsRead(taken)) unlinkSync(taken);
  return false;
}

const OWNER_WRITES = 0o200;
const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

/** Whether the user that wrote the file may make a new one in the folder. */
function canBeMadeAgain(folder: Stats, file: Stats): boolean {
  if (file.uid === 0) return true;
  return (
    (folder.uid === file.uid && (folder.mode & OWNER_WRITES) !== 0) ||
    (folder.gid === file.gid && (folder.mode & GROUP_WRITES) !== 0) ||
    (folder.mode & OTHERS_WRITE) !== 0
  );
}
