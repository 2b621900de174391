import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { MAX_CLOCK_AHEAD_SECONDS, samplesUntil } from "../../history/clock-ahead.js";
import { groupBy } from "../../history/group-by.js";
import { toUtcDay } from "../../history/local-day.js";
import {
  joinMonitoring,
  type LastSample,
  toMonitoring,
  type Monitoring,
  type SamplesMonitoring,
} from "../../history/monitoring.js";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import type { Sample } from "../../history/sample.js";
import type { Zone } from "../../status/zone.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import { isAsWritten, isObjectOf, isRecordOf, isString } from "../cache/shape.js";
import { stampFile } from "../files/stamp-file.js";
import { dayFiles, readRows } from "./read-history.js";
import { readMonitoredHours } from "./read-monitored-hours.js";

interface MonitoringContext {
  /** Later samples do not count. */
  readonly nowSeconds: number;
  readonly zone: Zone;
  readonly staleAfterSeconds: number;
  readonly programVersion: string;
  /** Reads all samples again, without the cache. */
  readonly ignoreCache: boolean;
}

/** The monitoring in one day's file of samples with this key; the key covers all earlier files, too. */
interface KnownDay {
  readonly key: string;
  readonly monitoring: SamplesMonitoring;
}

export interface StoredMonitoring extends Monitoring {
  /** From when on the spans are known to the second: older ones are by the hour. Null: there are no older ones. */
  readonly exactFromSeconds: number | null;
}

/**
 * When the servers were checked and how many clients there were, from all samples that are kept: two months of them; and
 * when the servers were checked before. Only files that have changed are read.
 *
 * @param recent the samples of whole days that have been read already, of the last day up to now
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readMonitoring(
  folder: string,
  recent: readonly Sample[],
  context: MonitoringContext,
): StoredMonitoring {
  const cacheFile = join(folder, "cache", "monitoring.json");
  const known = context.ignoreCache ? new Map<string, KnownDay>() : readKnownDays(cacheFile);
  const recentByDay = groupBy(recent, ({ timeSeconds }) => toUtcDay(timeSeconds));
  const days = new Map<string, KnownDay>();
  let key = JSON.stringify([context.programVersion, context.zone.name, context.staleAfterSeconds]);
  let last: readonly LastSample[] = [];
  const lastDay = toUtcDay(context.nowSeconds + MAX_CLOCK_AHEAD_SECONDS);
  for (const file of dayFiles(folder, "samples")) {
    const day = basename(file, ".csv");
    if (day > lastDay) break;
    const readDay = (): readonly Sample[] => recentByDay.get(day) ?? readSampleFile(file, context.nowSeconds);
    // Of the last day, a later run may count more, although its file is the same.
    const counted = day === lastDay ? readDay().length : "all";
    key = createHash("sha256")
      .update(`${key} ${day} ${stampFile(file)} ${counted}`)
      .digest("base64url");
    const before = known.get(day);
    const monitoring = before?.key === key ? before.monitoring : toMonitoring(readDay(), last, context);
    days.set(day, { key, monitoring });
    last = monitoring.last;
  }
  if ([...days].some(([day, { key: now }]) => known.get(day)?.key !== now)) {
    writeCacheFile(cacheFile, Object.fromEntries(days));
  }
  const earlier = readMonitoredHours(folder, context.ignoreCache);
  const fromSamples = [...days.values()].map(({ monitoring }) => monitoring);
  return {
    ...joinMonitoring([{ spans: earlier, hours: [] }, ...fromSamples]),
    exactFromSeconds: earlier.reduce<number | null>((last, { endSeconds }) => Math.max(last ?? 0, endSeconds), null),
  };
}

function readSampleFile(file: string, nowSeconds: number): readonly Sample[] {
  return [...samplesUntil(readRows(file, SAMPLE_CSV), nowSeconds)].sort((a, b) => a.timeSeconds - b.timeSeconds);
}

const isKnownDays = isRecordOf(isObjectOf<KnownDay>({ key: isString, monitoring: isAsWritten() }));

function readKnownDays(file: string): ReadonlyMap<string, KnownDay> {
  return new Map(Object.entries(readCache(file, isKnownDays) ?? {}));
}
