import type { Sample } from "./sample.js";

/** How many of a source's last steps tell its interval: three of five, so that two outages in a row change nothing. */
const REMEMBERED_STEPS = 5;
const STEPS_TO_BE_SURE = 3;
/** Of fewer steps a longer one says nothing: a run by hand, and cron on the next day. */
const UNSURE_LIMIT_SECONDS = 1800;
/** A source may be late, or missed once. */
const TOLERANCE = 2.5;

/** Seconds between a source's last looks, oldest first. */
export type RecentSteps = readonly number[];

/**
 * How long after a look at a source it is not known any more what it shows: `stale_after`, or longer where the source
 * is seen to change less often. All that is a gap in monitoring, and all that is stale, is by this.
 */
export function gapLimitSeconds(recent: RecentSteps, staleAfterSeconds: number): number {
  return Math.max(staleAfterSeconds, TOLERANCE * (toInterval(recent) ?? 0));
}

/** The lower median, so that one long step among two is an outage. */
function toInterval(recent: RecentSteps): number | undefined {
  const median = [...recent].sort((a, b) => a - b)[(recent.length - 1) >> 1];
  if (median === undefined) return undefined;
  return recent.length < STEPS_TO_BE_SURE && median > UNSURE_LIMIT_SECONDS ? undefined : median;
}

/** A sample, and how its server was looked at before. */
export interface SampleStep {
  readonly sample: Sample;
  /** The steps that led to it. */
  readonly recent: RecentSteps;
  /** Whether nothing is known of the time since the look before, or there was none. */
  readonly isAfterGap: boolean;
}

/**
 * One server's samples as looks. Whether a step is a gap is told by itself and those before it, never by later ones: what
 * was once recorded as a gap stays one.
 *
 * @param samples in time order
 * @param before the look before these
 */
export function toSampleSteps(
  samples: readonly Sample[],
  staleAfterSeconds: number,
  before?: Pick<SampleStep, "sample" | "recent">,
): readonly SampleStep[] {
  let last = before;
  return samples.map((sample) => {
    const look = nextStep(last, sample, staleAfterSeconds);
    last = look;
    return look;
  });
}

function nextStep(
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

/** The intervals at which servers are seen to change. */
export interface SeenIntervals {
  /** Whether a server's newest snapshot is stale at this age. */
  readonly isStale: (server: string, ageSeconds: number) => boolean;
  /** Whether a new snapshot, so long after the server's last one, ends a gap. */
  readonly isGap: (server: string, stepSeconds: number) => boolean;
  /** The age at which a site of these servers is out of date: it is made at least as often as any of them changes. */
  readonly siteLimitSeconds: (servers: readonly string[]) => number;
}

/**
 * Looks into the samples only where a time is longer than `stale_after`, so that runs in which all is well need none.
 *
 * @param readSamples all recent ones, in time order
 */
export function seenIntervals(readSamples: () => readonly Sample[], staleAfterSeconds: number): SeenIntervals {
  let samples: readonly Sample[] | undefined;
  const recentOf = (server: string): RecentSteps => recentSteps((samples ??= readSamples()), server);
  return {
    isStale: (server, ageSeconds) =>
      ageSeconds > staleAfterSeconds && ageSeconds > gapLimitSeconds(recentOf(server), staleAfterSeconds),
    isGap: (server, stepSeconds) =>
      stepSeconds > staleAfterSeconds &&
      stepSeconds > gapLimitSeconds(addStep(recentOf(server), stepSeconds), staleAfterSeconds),
    siteLimitSeconds: (servers) => {
      const known = servers.map(recentOf).filter((recent) => toInterval(recent) !== undefined);
      if (known.length === 0) return staleAfterSeconds;
      return Math.min(...known.map((recent) => gapLimitSeconds(recent, staleAfterSeconds)));
    },
  };
}

function recentSteps(samples: readonly Sample[], server: string): RecentSteps {
  const steps: number[] = [];
  let next: number | undefined;
  for (let index = samples.length - 1; index >= 0 && steps.length < REMEMBERED_STEPS; index -= 1) {
    const sample = samples[index];
    if (sample?.server !== server) continue;
    if (next !== undefined) steps.unshift(next - sample.timeSeconds);
    next = sample.timeSeconds;
  }
  return steps;
}
