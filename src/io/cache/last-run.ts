import { join } from "node:path";
import type { RunFigures } from "../../site/metrics/run-metrics.js";
import { readCache, writeCacheFileIfPossible } from "./cache-file.js";
import { isNullOr, isNumber, isObjectOf, isString } from "./shape.js";

/** How the last run of `gen` went. It is not part of the site: equal input gives equal bytes there. */
export type LastRun = RunFigures;

const FILE = "last-run.json";

const isLastRun = isObjectOf<LastRun>({
  endedSeconds: isNumber,
  durationSeconds: isNumber,
  problem: isNullOr(isString),
  successSeconds: isNullOr(isNumber),
});

/** @returns null if nothing is known */
export function readLastRun(cacheFolder: string): LastRun | null {
  return readCache(join(cacheFolder, FILE), isLastRun);
}

/** Records the run; an error is ignored. */
export function writeLastRun(cacheFolder: string, run: LastRun): void {
  writeCacheFileIfPossible(join(cacheFolder, FILE), run);
}
