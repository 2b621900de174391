import { groupBy } from "../../../history/group-by.js";
import type { Sample } from "../../../history/sample.js";
import { toSampleSteps } from "../../../history/seen-intervals.js";
import { trafficBetween } from "../../../history/traffic-between.js";
import type { Zone } from "../../../status/zone.js";
import { knownDay, lastDayUntil, CHART_STEP_SECONDS } from "../last-day.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import type { SiteInput } from "../../site-input.js";
import { DAY_SECONDS, HOUR_SECONDS } from "../../../text/time-units.js";

const STEP_COUNT = DAY_SECONDS / CHART_STEP_SECONDS;

/** The clients' traffic in the last 24 hours, in the steps of the connections chart. Times are epoch seconds. */
export interface TrafficChart {
  readonly fromSeconds: number;
  /** Now, rounded down to a step, so that the chart does not change in between. */
  readonly toSeconds: number;
  /** In order and contiguous, from `fromSeconds` to `toSeconds`. */
  readonly steps: readonly TrafficStep[];
  /** Received by the server from the clients, over all steps; null if nothing was monitored. */
  readonly received: TrafficSum | null;
  /** Sent by the server to the clients. */
  readonly sent: TrafficSum | null;
  /** When no server was checked, in order: the gaps of the connections chart. */
  readonly gaps: readonly SessionSpan[];
  readonly unmonitoredSeconds: number;
  /** The same by clock hour, for a table. The window may cut off the first and the last hour. */
  readonly hours: readonly TrafficHour[];
}

interface TrafficStep {
  readonly startSeconds: number;
  /** Null where nothing is known: in a gap in monitoring, or before the next sample. */
  readonly moved: TrafficMoved | null;
}

export interface TrafficMoved {
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Averaged over the seconds that were monitored. */
  readonly receivedBitsPerSecond: number;
  readonly sentBitsPerSecond: number;
}

export interface TrafficSum {
  readonly bytes: number;
  readonly highestBitsPerSecond: number;
  /** The beginning of the first step with that rate. */
  readonly highestAtSeconds: number;
}

interface TrafficHour {
  /** When the clock hour began. */
  readonly startSeconds: number;
  /** Null where no second of it was monitored. */
  readonly bytes: { readonly received: number; readonly sent: number } | null;
}

interface StepCount {
  bytesReceived: number;
  bytesSent: number;
  coveredSeconds: number;
}

/**
 * The 24 hours up to now in steps of five minutes. A sample has its server's traffic since the sample before it. That
 * is spread over the steps in between in proportion to their time, to the byte, so that the steps add up to the
 * samples. Only samples up to the window's end count. A step of a server is covered by the time between samples
 * without a gap (`toSampleSteps`); the servers' rates are added up.
 */
export function toTrafficChart(
  site: Pick<SiteInput, "samples" | "nowSeconds" | "zone" | "staleAfterSeconds">,
): TrafficChart {
  const day = lastDayUntil(site.nowSeconds);
  const { startSeconds: fromSeconds, endSeconds: toSeconds } = day;
  const { gaps, gapSeconds } = knownDay(site, day);
  const inTime = site.samples.filter(({ timeSeconds }) => timeSeconds <= toSeconds);
  const equalSteps = { fromSeconds, stepSeconds: CHART_STEP_SECONDS, stepCount: STEP_COUNT };
  const steps = trafficInSteps(inTime, equalSteps, site.staleAfterSeconds).map((moved, index) => ({
    startSeconds: fromSeconds + index * CHART_STEP_SECONDS,
    moved,
  }));
  return {
    fromSeconds,
    toSeconds,
    steps,
    received: addUp(steps, ({ bytesReceived, receivedBitsPerSecond }) => [bytesReceived, receivedBitsPerSecond]),
    sent: addUp(steps, ({ bytesSent, sentBitsPerSecond }) => [bytesSent, sentBitsPerSecond]),
    gaps,
    unmonitoredSeconds: gapSeconds,
    hours: toHours(steps, site.zone),
  };
}

/** Equal steps of time, from an instant in epoch seconds on. */
interface EqualSteps {
  readonly fromSeconds: number;
  readonly stepSeconds: number;
  readonly stepCount: number;
}

/**
 * The traffic of all servers together in each step; null where nothing is known.
 *
 * @param samples in time order
 */
export function trafficInSteps(
  samples: readonly Sample[],
  steps: EqualSteps,
  staleAfterSeconds: number,
): readonly (TrafficMoved | null)[] {
  const byServer = [...groupBy(samples, ({ server }) => server).values()].map((own) =>
    countSteps(own, steps, staleAfterSeconds),
  );
  return Array.from({ length: steps.stepCount }, (_, index) =>
    sumServers(byServer.flatMap((counts) => counts[index] ?? [])),
  );
}

/** @param samples one server's, in time order */
function countSteps(samples: readonly Sample[], steps: EqualSteps, staleAfterSeconds: number): readonly StepCount[] {
  const counts = Array.from({ length: steps.stepCount }, () => ({ bytesReceived: 0, bytesSent: 0, coveredSeconds: 0 }));
  for (const [index, { sample, isAfterGap }] of toSampleSteps(samples, staleAfterSeconds).entries()) {
    const previous = samples[index - 1];
    if (previous !== undefined && !isAfterGap) spread(sample, previous.timeSeconds, counts, steps);
  }
  return counts;
}

function spread(
  sample: Sample,
  previousSeconds: number,
  counts: readonly StepCount[],
  { fromSeconds, stepSeconds }: EqualSteps,
): void {
  let startSeconds = Math.max(previousSeconds, fromSeconds);
  while (startSeconds < sample.timeSeconds) {
    const index = Math.floor((startSeconds - fromSeconds) / stepSeconds);
    const count = counts[index];
    if (count === undefined) return;
    const endSeconds = Math.min(sample.timeSeconds, fromSeconds + (index + 1) * stepSeconds);
    const moved = trafficBetween(sample, previousSeconds, startSeconds, endSeconds);
    count.bytesReceived += moved.bytesReceived;
    count.bytesSent += moved.bytesSent;
    count.coveredSeconds += endSeconds - startSeconds;
    startSeconds = endSeconds;
  }
}

function sumServers(counts: readonly StepCount[]): TrafficMoved | null {
  const covered = counts.filter(({ coveredSeconds }) => coveredSeconds > 0);
  if (covered.length === 0) return null;
  const sum = (readValue: (count: StepCount) => number): number =>
    covered.reduce((total, count) => total + readValue(count), 0);
  return {
    bytesReceived: sum(({ bytesReceived }) => bytesReceived),
    bytesSent: sum(({ bytesSent }) => bytesSent),
    receivedBitsPerSecond: sum(({ bytesReceived, coveredSeconds }) => (bytesReceived * 8) / coveredSeconds),
    sentBitsPerSecond: sum(({ bytesSent, coveredSeconds }) => (bytesSent * 8) / coveredSeconds),
  };
}

function addUp(
  steps: readonly TrafficStep[],
  bytesAndRate: (moved: TrafficMoved) => readonly [bytes: number, bitsPerSecond: number],
): TrafficSum | null {
  let bytes = 0;
  let highestBitsPerSecond = -1;
  let highestAtSeconds = 0;
  for (const { startSeconds, moved } of steps) {
    if (moved === null) continue;
    const [stepBytes, bitsPerSecond] = bytesAndRate(moved);
    bytes += stepBytes;
    if (bitsPerSecond > highestBitsPerSecond) [highestBitsPerSecond, highestAtSeconds] = [bitsPerSecond, startSeconds];
  }
  return highestBitsPerSecond < 0 ? null : { bytes, highestBitsPerSecond, highestAtSeconds };
}

function toHours(steps: readonly TrafficStep[], zone: Zone): readonly TrafficHour[] {
  const byHour = groupBy(steps, ({ startSeconds }) => {
    const localSeconds = startSeconds + zone.utcOffsetSecondsAt(startSeconds);
    return startSeconds - (localSeconds % HOUR_SECONDS);
  });
  return [...byHour].map(([startSeconds, hourSteps]) => {
    const moved = hourSteps.flatMap((step) => step.moved ?? []);
    const received = moved.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
    const sent = moved.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
    return { startSeconds, bytes: moved.length === 0 ? null : { received, sent } };
  });
}
