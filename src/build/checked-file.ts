import { join } from "node:path";
import { readCache, writeCacheFile } from "../io/cache/cache-file.js";
import { isString } from "../io/cache/shape.js";
import { stampHistory } from "../io/history/day-file-stats.js";

/** In the cache: the stamp of the history whose day files have all been checked. */
export const CHECKED_FILE = "checked.json";

/** Whether all day files have been checked since they last changed. */
export function isChecked(folder: string): boolean {
  return readCache(join(folder, "cache", CHECKED_FILE), isString) === stampHistory(folder);
}

/** Records that all day files have been checked as they are now. */
export function markChecked(folder: string): void {
  const path = join(folder, "cache", CHECKED_FILE);
  const stamp = stampHistory(folder);
  if (readCache(path, isString) !== stamp) writeCacheFile(path, stamp);
}
