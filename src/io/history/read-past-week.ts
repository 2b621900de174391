import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { toUtcDay } from "../../history/local-day.js";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import type { Sample } from "../../history/sample.js";
import type { Calendar } from "../../rollup/calendar.js";
import { pastWeekSpan, toPastWeek, type PastWeek, type WeekHour } from "../../site/past-week.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import { isListOf, isNullOr, isNumber, isObjectOf, isString, isExactly, isTupleOf } from "../cache/shape.js";
import { stampFile } from "../files/stamp-file.js";
import { dayFiles, readRows } from "./read-history.js";
import { HOUR_SECONDS } from "../../text/time-units.js";

interface PastWeekContext {
  readonly today: string;
  readonly calendar: Calendar;
  /** The name of the calendar's zone. */
  readonly zoneName: string;
  readonly staleAfterSeconds: number;
  /** Reads all samples again, without the cache. */
  readonly ignoreCache: boolean;
}

/** A gap in monitoring that begins before the week is seen from this far. */
const BEFORE_SECONDS = 6 * HOUR_SECONDS;

/**
 * The seven days before today, by samples. Their files are read once a day.
 *
 * @param recent the samples of the newest days, which have been read already: of whole UTC days
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readPastWeek(folder: string, recent: readonly Sample[], context: PastWeekContext): PastWeek {
  const { today, calendar, zoneName, staleAfterSeconds, ignoreCache } = context;
  const cacheFile = join(folder, "cache", "past-week.json");
  const { startSeconds, endSeconds } = pastWeekSpan(today, calendar);
  const fromSeconds = startSeconds - BEFORE_SECONDS;
  const inTime = (samples: readonly Sample[]): readonly Sample[] =>
    samples.filter(({ timeSeconds }) => timeSeconds >= fromSeconds && timeSeconds < endSeconds);
  const firstRecent = recent[0] === undefined ? today : toUtcDay(recent[0].timeSeconds);
  const files = dayFiles(folder, "samples").filter((file) => {
    const day = basename(file, ".csv");
    return day >= toUtcDay(fromSeconds) && day < firstRecent;
  });
  const stamps = files.map((file) => [basename(file), stampFile(file)]);
  const known = [...inTime(recent), ...firstFrom(recent, endSeconds)];
  const servers = [...new Set(known.map(({ server }) => server))];
  const key = createHash("sha256")
    .update(JSON.stringify([today, zoneName, staleAfterSeconds, stamps, servers]))
    .update(Float64Array.from(known.flatMap((sample) => toNumbers(sample, servers))))
    .digest("base64url");
  const before = ignoreCache ? null : readCache(cacheFile, isObjectOf({ key: isExactly(key), week: isPastWeek }));
  if (before !== null) return before.week;
  const samples = [...inTime(files.flatMap((file) => readRows(file, SAMPLE_CSV))), ...known];
  const week = toPastWeek([...samples].sort(byTime), today, { calendar, staleAfterSeconds });
  writeCacheFile(cacheFile, { key, week });
  return week;
}

/** Each server's first sample from an instant on: whether a gap is open at the end of the week. */
function firstFrom(samples: readonly Sample[], seconds: number): readonly Sample[] {
  const first = new Map<string, Sample>();
  for (const sample of samples) {
    if (sample.timeSeconds >= seconds && !first.has(sample.server)) first.set(sample.server, sample);
  }
  return [...first.values()];
}

function byTime(a: Sample, b: Sample): number {
  return a.timeSeconds - b.timeSeconds;
}

function toNumbers({ timeSeconds, server, clients, bytesReceived, bytesSent }: Sample, servers: readonly string[]) {
  return [timeSeconds, servers.indexOf(server), clients, bytesReceived, bytesSent];
}

const isPastWeek = isObjectOf<PastWeek>({
  hours: isListOf(isTupleOf<WeekHour>(isNumber, isNullOr(isNumber), isNullOr(isNumber), isNullOr(isNumber))),
  weekAgo: isListOf(isTupleOf<PastWeek["weekAgo"][number]>(isString, isListOf(isNullOr(isNumber)))),
});
