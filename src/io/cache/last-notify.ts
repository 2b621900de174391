import { join } from "node:path";
import { readCache, writeCacheFileIfPossible } from "./cache-file.js";
import { isNullOr, isNumber, isObjectOf, isString } from "./shape.js";

/** How it last went to tell a command what had happened. */
export interface LastNotify {
  readonly endedSeconds: number;
  /** Why the command was not told; null: it was. */
  readonly problem: string | null;
  /** How many events are still due. */
  readonly dueCount: number;
}

const FILE = "last-notify.json";

const isLastNotify = isObjectOf<LastNotify>({
  endedSeconds: isNumber,
  problem: isNullOr(isString),
  dueCount: isNumber,
});

/** @returns null if nothing is known */
export function readLastNotify(cacheFolder: string): LastNotify | null {
  return readCache(join(cacheFolder, FILE), isLastNotify);
}

export function writeLastNotify(cacheFolder: string, last: LastNotify): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), last);
}
