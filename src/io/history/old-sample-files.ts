import { join } from "node:path";
import type { OldSamples } from "../../history/history-change.js";
import { addDays, toMonth, toUtcDay } from "../../history/local-day.js";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import type { SampleHour } from "../../history/sample-hour.js";
import { SAMPLE_HOUR_CSV } from "../../history/sample-hour-csv.js";
import type { Sample } from "../../history/sample.js";
import { sumSampleHours, type SamplesOfDay } from "../../history/sum-sample-hours.js";
import { dayFileChanges } from "./day-file-changes.js";
import type { FileChange } from "./file-change.js";
import { dayNames, hoursFile, hoursMonths, readRows } from "./read-history.js";
import { DAY_SECONDS } from "../../text/time-units.js";

/**
 * Sums the samples of days before the first kept one by hour, and removes them. The steps between two days are known
 * only while both exist: so the day after them is summed, too, and not again when it is removed itself. Hours that
 * are too old to keep are removed in the same change, once a day.
 *
 * @param firstKeptDay empty: all days are kept
 */
export function oldSampleFiles(
  folder: string,
  { staleAfterSeconds, firstHoursDay }: OldSamples,
  firstKeptDay: string,
): readonly FileChange[] {
  const days = dayNames(folder, "samples");
  const oldDays = days.filter((day) => day < firstKeptDay);
  const lastOldDay = oldDays.at(-1);
  if (lastOldDay === undefined) return [];
  const summedDays = findSummedDays(folder, oldDays);
  const hours = days
    .filter((day) => day <= addDays(lastOldDay, 1) && day >= firstHoursDay && !summedDays.has(day))
    .flatMap((day) => sumSampleHours(readAround(folder, day, days), staleAfterSeconds));
  const months = hoursMonths(folder).filter((month) => month <= toMonth(firstHoursDay));
  return [
    ...dayFileChanges<SampleHour>(folder, {
      kind: "samples/hours",
      toTable: () => SAMPLE_HOUR_CSV,
      toDay: ({ timeSeconds }) => toMonth(toUtcDay(timeSeconds)),
      appended: hours,
      inserted: [],
      isBefore: () => false,
      changed: {
        days: new Set(months),
        toRow: (row) => (toUtcDay(row.timeSeconds) < firstHoursDay ? null : row),
      },
    }),
    ...oldDays.map((day): FileChange => ({ path: `samples/${day}.csv`, remove: true })),
  ];
}

/** The days, from the first old one on, that have hours. */
function findSummedDays(folder: string, [firstDay = ""]: readonly string[]): ReadonlySet<string> {
  const months = hoursMonths(folder).filter((month) => month >= toMonth(firstDay));
  const hours = months.flatMap((month) => readRows(hoursFile(folder, month), SAMPLE_HOUR_CSV));
  return new Set(hours.map(({ timeSeconds }) => toUtcDay(timeSeconds)));
}

function readAround(folder: string, day: string, days: readonly string[]): SamplesOfDay {
  const place = days.indexOf(day);
  const read = (at: number): readonly Sample[] => {
    const name = days[at];
    const samples = name === undefined ? [] : readRows(join(folder, "samples", `${name}.csv`), SAMPLE_CSV);
    return [...samples].sort((a, b) => a.timeSeconds - b.timeSeconds);
  };
  const startSeconds = Date.parse(`${day}T00:00:00Z`) / 1000;
  return {
    ...{ before: read(place - 1), inDay: read(place), after: read(place + 1) },
    ...{ startSeconds, endSeconds: startSeconds + DAY_SECONDS },
  };
}
