import { groupBy } from "./group-by.js";
import type { Sample } from "./sample.js";

/** The number of steps that determine a source's interval: with five, two outages in a row do not change the median. */
const REMEMBERED_STEPS = 5;
const STEPS_TO_BE_SURE = 3;
/** With fewer steps, a longer interval means nothing: it may be a run by hand, and cron on the next day. */
const UNSURE_LIMIT_SECONDS = 1800;
/** This many intervals may pass: a source or a run may be late, or missing once. */
export const INTERVAL_TOLERANCE = 2.5;

/** Seconds between the last samples of a server, oldest first. */
type RecentSteps = readonly number[];

/**
 * How long a sample is valid: `stale_after`, or longer if the server's status is seen to change less often. This
 * limit defines gaps in monitoring and stale sources.
 */
export function gapLimitSeconds(recent: RecentSteps, staleAfterSeconds: number): number {
  return Math.max(staleAfterSeconds, INTERVAL_TOLERANCE * (toInterval(recent) ?? 0));
}

/** The usual time between a server's snapshots; null if too few are known. */
export function usualStepSeconds(samples: readonly Sample[], server: string): number | null {
  return toInterval(recentSteps(samples).get(server) ?? []) ?? null;
}

/** The lower median, so that the longer of two steps is an outage. */
function toInterval(recent: RecentSteps): number | undefined {
  const median = [...recent].sort((a, b) => a - b)[(recent.length - 1) >> 1];
  if (median === undefined) return undefined;
  return recent.length < STEPS_TO_BE_SURE && median > UNSURE_LIMIT_SECONDS ? undefined : median;
}

/** A sample and the step from its server's sample before it. */
export interface SampleStep {
  readonly sample: Sample;
  /** The last steps, up to this sample. */
  readonly recent: RecentSteps;
  /** Whether nothing is known about the time since the sample before, or there is none. */
  readonly isAfterGap: boolean;
}

/**
 * Adds the steps to one server's samples. Whether a step is a gap depends on itself and on earlier steps, never on
 * later ones: once a gap, always a gap.
 *
 * @param samples in time order
 * @param before the sample before these
 */
export function toSampleSteps(
  samples: readonly Sample[],
  staleAfterSeconds: number,
  before?: Pick<SampleStep, "sample" | "recent">,
): readonly SampleStep[] {
  let last = before;
  return samples.map((sample) => {
    const step = toNextStep(last, sample, staleAfterSeconds);
    last = step;
    return step;
  });
}

function toNextStep(
  last: Pick<SampleStep, "sample" | "recent"> | undefined,
  sample: Sample,
  staleAfterSeconds: number,
): SampleStep {
  if (last === undefined) return { sample, recent: [], isAfterGap: true };
  const stepSeconds = sample.timeSeconds - last.sample.timeSeconds;
  const recent = addStep(last.recent, stepSeconds);
  return { sample, recent, isAfterGap: stepSeconds > gapLimitSeconds(recent, staleAfterSeconds) };
}

function addStep(recent: RecentSteps, seconds: number): RecentSteps {
  return [...recent, seconds].slice(-REMEMBERED_STEPS);
}

/** Judges ages by the intervals at which the servers' statuses are seen to change. */
export interface SeenIntervals {
  /** Whether a server's newest snapshot is stale at this age. */
  readonly isStale: (server: string, ageSeconds: number) => boolean;
  /** Whether a new snapshot, this long after the server's last one, ends a gap. */
  readonly isGap: (server: string, stepSeconds: number) => boolean;
  /** The age at which a site of these servers is out of date: it is built at least as often as any of them changes. */
  readonly siteLimitSeconds: (servers: readonly string[]) => number;
}

/**
 * Reads the samples only if an age exceeds `stale_after`: a run in which all is well does not need them.
 *
 * @param readSamples reads all recent samples, in time order
 */
export function seenIntervals(readSamples: () => readonly Sample[], staleAfterSeconds: number): SeenIntervals {
  let recentByServer: ReadonlyMap<string, RecentSteps> | undefined;
  const getRecent = (server: string): RecentSteps => (recentByServer ??= recentSteps(readSamples())).get(server) ?? [];
  return {
    isStale: (server, ageSeconds) =>
      ageSeconds > staleAfterSeconds && ageSeconds > gapLimitSeconds(getRecent(server), staleAfterSeconds),
    isGap: (server, stepSeconds) =>
      stepSeconds > staleAfterSeconds &&
      stepSeconds > gapLimitSeconds(addStep(getRecent(server), stepSeconds), staleAfterSeconds),
    siteLimitSeconds: (servers) => {
      const known = servers.map(getRecent).filter((recent) => toInterval(recent) !== undefined);
      if (known.length === 0) return staleAfterSeconds;
      return Math.min(...known.map((recent) => gapLimitSeconds(recent, staleAfterSeconds)));
    },
  };
}

/** The recent steps of each server. */
function recentSteps(samples: readonly Sample[]): ReadonlyMap<string, RecentSteps> {
  const samplesByServer = groupBy(samples, ({ server }) => server);
  return new Map(
    [...samplesByServer].map(([server, own]) => {
      const [first, ...rest] = own.slice(-REMEMBERED_STEPS - 1).map(({ timeSeconds }) => timeSeconds);
      return [server, toSteps(first ?? 0, rest)];
    }),
  );
}

function toSteps(firstSeconds: number, rest: readonly number[]): RecentSteps {
  return rest.map((seconds, index) => seconds - (rest[index - 1] ?? firstSeconds));
}
