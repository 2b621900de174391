import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./file-problem.js";

/** The free space of the disk that a folder is on. */
export interface Volume {
  readonly freeBytes: number;
  /** Null: the file system has no fixed number of files. */
  readonly freeFiles: number | null;
}

/** The volume of a folder that may not exist yet. @returns null if that cannot be read */
export function readVolume(folder: string): Volume | null {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder);
    return { freeBytes: bavail * bsize, freeFiles: files === 0 ? null : ffree };
  } catch (error) {
    if (errorCode(error) === "ENOENT" && dirname(folder) !== folder) return readVolume(dirname(folder));
    if (errorCode(error) !== null) return null;
    throw error;
  }
}
