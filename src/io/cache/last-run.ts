import { join } from "node:path";
import type { RunFigures } from "../../site/metrics/run-metrics.js";
import { readCacheRecord, writeCacheFileIfPossible } from "./cache-file.js";

/** How the last run of `gen` went. It is not part of the site: equal input gives equal bytes there. */
export type LastRun = RunFigures;

const FILE = "last-run.json";

/** @returns null if nothing is known */
export function readLastRun(cacheFolder: string): LastRun | null {
  return readCacheRecord<LastRun>(join(cacheFolder, FILE), ["endedSeconds", "durationSeconds"]);
}

export function writeLastRun(cacheFolder: string, run: LastRun): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), run);
}
