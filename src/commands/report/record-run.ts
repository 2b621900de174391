import { join } from "node:path";
import type { Host } from "../../build/host.js";
import { readLastRun, writeLastRun, type LastRun } from "../../io/cache/last-run.js";
import type { Config } from "../../io/config/config.js";
import type { Language } from "../../text/i18n/language.js";
import { ProblemError } from "../../text/problem.js";
import { loadProblemTexts } from "./report-problem.js";

/**
 * Runs what cron runs, and remembers in the cache how it went, for `check` and `doctor`, and in the file for node_exporter.
 *
 * @throws as `run`, or as `writeMetricsFile`
 */
export async function recordRun<T>(
  { history, out, language, metrics }: Pick<Config, "history" | "out" | "language" | "metrics">,
  { nowSeconds, elapsedSeconds }: Pick<Host, "nowSeconds" | "elapsedSeconds">,
  run: () => Promise<T>,
): Promise<T> {
  const cacheFolder = join(history, "cache");
  const toLastRun = (problem: string | null): LastRun => {
    const endedSeconds = Math.round(nowSeconds());
    const successSeconds = problem === null ? endedSeconds : (readLastRun(cacheFolder)?.successSeconds ?? null);
    // To the hundredth; more digits would be noise.
    const durationSeconds = Math.round(elapsedSeconds() * 100) / 100;
    return { endedSeconds, durationSeconds, problem, successSeconds };
  };
  const record = async (problem: string | null): Promise<void> => {
    const lastRun = toLastRun(problem);
    try {
      if (metrics.file !== null) {
        const { writeMetricsFile } = await import("./write-metrics-file.js");
        writeMetricsFile(metrics.file, out, lastRun);
      }
    } catch (error) {
      writeLastRun(cacheFolder, toLastRun(problem ?? (await describeFailure(error, language))));
      throw error;
    }
    writeLastRun(cacheFolder, lastRun);
  };
  let result: T;
  try {
    result = await run();
  } catch (error) {
    await record(await describeFailure(error, language)).catch(() => undefined);
    throw error;
  }
  await record(null);
  return result;
}

async function describeFailure(error: unknown, language: Language): Promise<string> {
  return error instanceof ProblemError ? error.problem.what(await loadProblemTexts(language)) : String(error);
}
