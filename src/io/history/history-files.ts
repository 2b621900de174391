import { join } from "node:path";
import { writeCsv } from "../../history/csv-table.js";
import { makeRemovedUsageCheck, type HistoryChange } from "../../history/history-change.js";
import { readKeepClock, type KeepClock } from "../../history/keep-clock.js";
import { addDays, toUtcDay } from "../../history/local-day.js";
import { correctTraffic, isTakenBack, type Sample } from "../../history/sample.js";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import type { Session } from "../../history/session.js";
import { startsBefore } from "../../history/starts-before.js";
import { SOURCE_CSV } from "../../history/source-csv.js";
import { usageSpan } from "../../history/usage-span.js";
import { usageCsv } from "../../history/usage-csv.js";
import type { Usage } from "../../history/usage.js";
import { dayFileChanges } from "./day-file-changes.js";
import type { FileChange } from "./file-change.js";
import { oldSampleFiles } from "./old-sample-files.js";
import { dayNames, readBytes, readSources } from "./read-history.js";
import { sentFile } from "./sent-file.js";

const SAMPLES_KEPT_DAYS = 62;

/** The changes of files that carry a change of the history, for the journal to make. */
export function historyFiles(folder: string, change: HistoryChange): readonly FileChange[] {
  const firstSampleDay = firstSampleDayKept(readKeepClock(readSources(folder), change.sources, null));
  return [
    ...sessionFiles(folder, change),
    ...usageFiles(folder, change),
    ...sampleFiles(folder, change, firstSampleDay),
    ...(change.oldSamples === undefined ? [] : oldSampleFiles(folder, change.oldSamples, firstSampleDay)),
    ...sentFile(folder, change),
    ...replaced(folder, "open.csv", writeCsv(OPEN_SESSION_CSV, change.open)),
    ...replaced(folder, "sources.csv", writeCsv(SOURCE_CSV, change.sources)),
  ];
}

/** Empty, before all days, while nothing is deleted. */
function firstSampleDayKept(clock: KeepClock): string {
  return clock.kind === "at" ? addDays(toUtcDay(clock.seconds), -SAMPLES_KEPT_DAYS) : "";
}

/** A run that changes nothing writes nothing, and needs no journal. */
function replaced(folder: string, path: string, content: string): readonly FileChange[] {
  return readBytes(join(folder, path))?.equals(Buffer.from(content)) === true ? [] : [{ path, content }];
}

function sessionFiles(folder: string, { ended, inserted, removed }: HistoryChange): readonly FileChange[] {
  const removedIds = new Set(removed.map(({ id }) => id));
  return dayFileChanges<Session>(folder, {
    kind: "sessions",
    toTable: () => ENDED_SESSION_CSV,
    toDay: ({ startSeconds }) => toUtcDay(startSeconds),
    appended: ended,
    inserted: inserted?.sessions ?? [],
    isBefore: startsBefore,
    changed:
      removed.length === 0
        ? null
        : {
            days: new Set(removed.map(({ startSeconds }) => toUtcDay(startSeconds))),
            toRow: (row) => (removedIds.has(row.id) ? null : row),
          },
  });
}

function usageFiles(folder: string, change: HistoryChange): readonly FileChange[] {
  const isRemoved = makeRemovedUsageCheck(change);
  const firstDays = [
    ...change.removed.map((session) => usageSpan(session)[0]),
    ...(change.orphans ?? []).map(({ firstDay }) => firstDay),
  ];
  return dayFileChanges<Usage>(folder, {
    kind: "usage",
    toTable: usageCsv,
    toDay: ({ day }) => day,
    appended: change.usage,
    inserted: change.inserted?.usage ?? [],
    isBefore: (a, b) => a.id < b.id,
    changed:
      firstDays.length === 0
        ? null
        : { days: usageDaysFrom(folder, firstDays), toRow: (row) => (isRemoved(row) ? null : row) },
  });
}

/** The days on which some sessions may have usage: a clock that was ahead may have written some after their end. */
function usageDaysFrom(folder: string, firstDays: readonly string[]): ReadonlySet<string> {
  const first = [...firstDays].sort()[0] ?? "";
  return new Set(dayNames(folder, "usage").filter((day) => day >= first));
}

function sampleFiles(folder: string, change: HistoryChange, firstKeptDay: string): readonly FileChange[] {
  const toDay = ({ timeSeconds }: Pick<Sample, "timeSeconds">): string => toUtcDay(timeSeconds);
  const isKept = (sample: Pick<Sample, "timeSeconds">): boolean => toDay(sample) >= firstKeptDay;
  const corrections = change.trafficCorrections.filter(isKept);
  const takenBack = change.samplesTakenBack ?? [];
  const laterDays = takenBack.flatMap(({ afterSeconds }) =>
    dayNames(folder, "samples").filter((day) => day >= toUtcDay(afterSeconds)),
  );
  return dayFileChanges<Sample>(folder, {
    kind: "samples",
    toTable: () => SAMPLE_CSV,
    toDay,
    appended: change.samples.filter(isKept),
    inserted: [],
    isBefore: (a, b) => a.timeSeconds < b.timeSeconds,
    changed:
      corrections.length === 0 && laterDays.length === 0
        ? null
        : {
            days: new Set([...corrections.map(toDay), ...laterDays]),
            toRow: (row) => (isTakenBack(row, takenBack) ? null : correctTraffic(row, corrections)),
          },
  });
}
