import { join } from "node:path";
import { readCache, writeCacheFileIfPossible } from "./cache-file.js";
import { isNullOr, isNumber, isObjectOf, isString } from "./shape.js";

/** The result of the last run of the command of `[notify]`. */
export interface LastNotify {
  readonly endedSeconds: number;
  /** Why it failed; null: it succeeded. */
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

/** Records the result; an error is ignored. */
export function writeLastNotify(cacheFolder: string, last: LastNotify): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), last);
}
