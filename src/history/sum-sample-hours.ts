import { addCounts } from "./add-counts.js";
import { groupBy } from "./group-by.js";
import type { Sample } from "./sample.js";
import type { SampleHour } from "./sample-hour.js";
import { toSampleSteps, type SampleStep } from "./seen-intervals.js";
import { trafficBetween } from "./traffic-between.js";
import { HOUR_SECONDS } from "../text/time-units.js";
import { getOrInsert } from "./get-or-insert.js";

/** The samples of a day, and their neighbours outside of it, in time order. */
export interface SamplesOfDay {
  readonly before: readonly Sample[];
  readonly inDay: readonly Sample[];
  readonly after: readonly Sample[];
  readonly startSeconds: number;
  readonly endSeconds: number;
}

interface Hour {
  peak: number;
  bytesReceived: number;
  bytesSent: number;
  secondsCovered: number;
}

/**
 * Sums a UTC day of samples by hour. A sample is valid until its server's next one, unless a gap follows
 * (`toSampleSteps`). The traffic of a step is spread over its hours in proportion to their time, to the byte. That of a
 * sample after a gap is counted in its own hour. So the hours of all days have the traffic of all samples.
 *
 * @returns in order of time, then of servers
 */
export function sumSampleHours(day: SamplesOfDay, staleAfterSeconds: number): readonly SampleHour[] {
  const samples = [...day.before, ...day.inDay, ...day.after];
  return [...groupBy(samples, ({ server }) => server)]
    .flatMap(([server, own]) =>
      [...sumServer(toSampleSteps(own, staleAfterSeconds), day)].map(([timeSeconds, hour]) => ({
        ...{ timeSeconds, server },
        ...hour,
      })),
    )
    .sort((a, b) => a.timeSeconds - b.timeSeconds || (a.server < b.server ? -1 : 1));
}

function sumServer(steps: readonly SampleStep[], day: SamplesOfDay): ReadonlyMap<number, Hour> {
  const hours = new Map<number, Hour>();
  const at = (seconds: number): Hour => {
    const startSeconds = Math.floor(seconds / HOUR_SECONDS) * HOUR_SECONDS;
    return getOrInsert(hours, startSeconds, () => ({ peak: 0, bytesReceived: 0, bytesSent: 0, secondsCovered: 0 }));
  };
  for (const [index, { sample, isAfterGap }] of steps.entries()) {
    const previous = steps[index - 1]?.sample;
    const { timeSeconds, clients } = sample;
    const isOnDay = timeSeconds >= day.startSeconds && timeSeconds < day.endSeconds;
    if (isOnDay) at(timeSeconds).peak = Math.max(at(timeSeconds).peak, clients);
    if (previous === undefined || isAfterGap || previous.timeSeconds >= timeSeconds) {
      if (isOnDay) addTraffic(at(timeSeconds), sample);
      continue;
    }
    const untilSeconds = Math.min(timeSeconds, day.endSeconds);
    for (let fromSeconds = Math.max(previous.timeSeconds, day.startSeconds); fromSeconds < untilSeconds;) {
      const hour = at(fromSeconds);
      const toSeconds = Math.min(untilSeconds, fromSeconds - (fromSeconds % HOUR_SECONDS) + HOUR_SECONDS);
      hour.peak = Math.max(hour.peak, previous.clients);
      hour.secondsCovered += toSeconds - fromSeconds;
      addTraffic(hour, trafficBetween(sample, previous.timeSeconds, fromSeconds, toSeconds));
      fromSeconds = toSeconds;
    }
  }
  return hours;
}

function addTraffic(hour: Hour, { bytesReceived, bytesSent }: Pick<Sample, "bytesReceived" | "bytesSent">): void {
  hour.bytesReceived = addCounts(hour.bytesReceived, bytesReceived);
  hour.bytesSent = addCounts(hour.bytesSent, bytesSent);
}
