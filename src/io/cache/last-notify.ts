import { join } from "node:path";
import { isObject } from "../files/is-object.js";
import { readCacheFile, writeCacheFile } from "./cache-file.js";

/** How it last went to tell a command what had happened. */
export interface LastNotify {
  readonly endedSeconds: number;
  /** Why the command was not told; null: it was. */
  readonly problem: string | null;
  /** How many events are still due. */
  readonly dueCount: number;
}

const FILE = "last-notify.json";

/** @returns null if nothing is known */
export function readLastNotify(cacheFolder: string): LastNotify | null {
  const value = readCacheFile(join(cacheFolder, FILE));
  return isObject(value) && typeof value["endedSeconds"] === "number" && typeof value["dueCount"] === "number"
    ? (value as unknown as LastNotify)
    : null;
}

/** A run that cannot write this has a problem that is reported elsewhere. */
export function writeLastNotify(cacheFolder: string, last: LastNotify): void {
  try {
    writeCacheFile(join(cacheFolder, FILE), last);
  } catch {
    // Not worth a run.
  }
}
