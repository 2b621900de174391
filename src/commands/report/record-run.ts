import { join } from "node:path";
import type { Host } from "../../build/host.js";
import { readLastRun, writeLastRun } from "../../io/cache/last-run.js";
import type { Config } from "../../io/config/config.js";
import { ProblemError } from "../../text/problem.js";
import { loadProblemTexts } from "./report-problem.js";

/**
 * Runs what cron runs, and remembers in the cache how it went, for `check` and `doctor`.
 *
 * @throws as `run`
 */
export async function recordRun<T>(
  { history, language }: Pick<Config, "history" | "language">,
  { nowSeconds, elapsedSeconds }: Pick<Host, "nowSeconds" | "elapsedSeconds">,
  run: () => Promise<T>,
): Promise<T> {
  const cacheFolder = join(history, "cache");
  const record = (problem: string | null): void => {
    const endedSeconds = Math.round(nowSeconds());
    const successSeconds = problem === null ? endedSeconds : (readLastRun(cacheFolder)?.successSeconds ?? null);
    // To the hundredth: more would be noise.
    const durationSeconds = Math.round(elapsedSeconds() * 100) / 100;
    writeLastRun(cacheFolder, { endedSeconds, durationSeconds, problem, successSeconds });
  };
  try {
    const result = await run();
    record(null);
    return result;
  } catch (error) {
    record(error instanceof ProblemError ? error.problem.what(await loadProblemTexts(language)) : String(error));
    throw error;
  }
}
