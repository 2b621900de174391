import { join } from "node:path";
import { readCacheRecord, writeCacheFileIfPossible } from "./cache-file.js";

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
  return readCacheRecord<LastNotify>(join(cacheFolder, FILE), ["endedSeconds", "dueCount"]);
}

export function writeLastNotify(cacheFolder: string, last: LastNotify): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), last);
}
