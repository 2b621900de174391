import { join } from "node:path";
import type { LastRun } from "../../io/cache/last-run.js";
import { replaceFile } from "../../io/files/durable-file.js";
import { errorCode } from "../../io/files/file-problem.js";
import { FileFlawError, readRegularFile } from "../../io/files/regular-file.js";
import { renderMetrics } from "../../render/metrics-text.js";
import { runMetrics } from "../../site/metrics/run-metrics.js";
import { METRICS_PATH } from "../../site/site-paths.js";

/** node_exporter runs as another user. */
const FILE_MODE = 0o644;
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Writes the site's metrics once more, for node_exporter, with how the run went, which is not in `out`: equal input gives
 * equal bytes there. node_exporter never sees half a file, since it reads only names that end in `.prom`.
 *
 * @throws ProblemError `cannot-write`, `permission` or `io`
 */
export function writeMetricsFile(file: string, out: string, run: LastRun): void {
  replaceFile(file, `${readSiteMetrics(join(out, METRICS_PATH))}${renderMetrics(runMetrics(run))}`, FILE_MODE);
}

/** Empty if there is no site yet. */
function readSiteMetrics(path: string): string {
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "refused" }).toString("utf8");
  } catch (error) {
    // A run that could not write it has reported why.
    if (errorCode(error) === null && !(error instanceof FileFlawError)) throw error;
    return "";
  }
}
