import { join } from "node:path";
import { isObject } from "../files/is-object.js";
import { readCacheFile, writeCacheFileIfPossible } from "./cache-file.js";

/** How the last run of `gen` went. It is not part of the site: equal input gives equal bytes there. */
export interface LastRun {
  readonly endedSeconds: number;
  readonly durationSeconds: number;
  /** What kept it from its work; null: nothing. */
  readonly problem: string | null;
  /** When a run last did its work; null if none is known. */
  readonly successSeconds: number | null;
}

const FILE = "last-run.json";

/** @returns null if nothing is known */
export function readLastRun(cacheFolder: string): LastRun | null {
  const value = readCacheFile(join(cacheFolder, FILE));
  return isObject(value) && typeof value["endedSeconds"] === "number" && typeof value["durationSeconds"] === "number"
    ? (value as unknown as LastRun)
    : null;
}

export function writeLastRun(cacheFolder: string, run: LastRun): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), run);
}
