import { join } from "node:path";
import { toMonitoredSpans } from "../../history/monitored-hours.js";
import type { MonitoredSpan } from "../../history/monitoring.js";
import { SAMPLE_HOUR_CSV } from "../../history/sample-hour-csv.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import { isListOf, isNumber, isObjectOf, isString, isExactly } from "../cache/shape.js";
import { stampFile } from "../files/stamp-file.js";
import { hoursFile, hoursMonths, readRows } from "./read-history.js";

const isSpans = isListOf(isObjectOf<MonitoredSpan>({ server: isString, startSeconds: isNumber, endSeconds: isNumber }));

/**
 * When the servers were monitored before the samples that are kept, by the hour. The files are read once a day.
 *
 * @param ignoreCache reads them again
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readMonitoredHours(folder: string, ignoreCache: boolean): readonly MonitoredSpan[] {
  const months = hoursMonths(folder);
  if (months.length === 0) return [];
  const files = months.map((month) => hoursFile(folder, month));
  const stamps = files.map((file, at) => `${months[at] ?? ""} ${stampFile(file)}`);
  const cacheFile = join(folder, "cache", "monitored-hours.json");
  const key = stamps.join();
  const known = ignoreCache ? null : readCache(cacheFile, isObjectOf({ key: isExactly(key), spans: isSpans }));
  if (known !== null) return known.spans;
  const spans = toMonitoredSpans(files.flatMap((file) => readRows(file, SAMPLE_HOUR_CSV)));
  writeCacheFile(cacheFile, { key, spans });
  return spans;
}
