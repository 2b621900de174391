import type { Sample } from "../history/sample.js";
import { gapLimitSeconds, type Look, toLooks } from "../history/seen-intervals.js";
import type { Zone } from "../status/zone.js";
import type { SiteInput } from "./site-input.js";

export const CONNECTIONS_STEP_SECONDS = 300;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

/** How many clients were connected in the last 24 hours. Times are epoch seconds. */
export interface ConnectionsChart {
  readonly fromSeconds: number;
  /** Now, floored to a step: what is shown does not change in between. */
  readonly toSeconds: number;
  /** In order and without holes from `fromSeconds` to `toSeconds`; neighbours differ in their clients. */
  readonly spans: readonly ConnectionsSpan[];
  /** The most clients, and the beginning of the first step that had them; null if nothing was monitored. */
  readonly peak: { readonly clients: number; readonly atSeconds: number } | null;
  /** In the last step; null if it was not monitored. */
  readonly latestClients: number | null;
  /** Over the steps that were monitored; null if none was. */
  readonly meanClients: number | null;
  readonly unmonitoredMinutes: number;
  /** The same by the clock hours of the zone, for a table; the first and the last may be cut off by the window. */
  readonly hours: readonly ConnectionsHour[];
}

export interface ConnectionsSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Null in a gap in monitoring. */
  readonly clients: number | null;
}

export interface ConnectionsHour {
  /** When the clock hour began. */
  readonly startSeconds: number;
  readonly maxClients: number | null;
}

interface Step {
  readonly startSeconds: number;
  readonly clients: number | null;
}

/**
 * The 24 hours up to now in steps of five minutes. A step has the most clients that a sample in it proved; without a
 * sample in it, those of the last one before: up to the next one, but into a gap (`toLooks`), or after the last one, no
 * longer than it takes to be stale. Each server is looked at by itself and what is known of them is summed: only where no server was monitored
 * is there a gap.
 */
export function connectionsChart(
  site: Pick<SiteInput, "samples" | "nowSeconds" | "zone" | "staleAfterSeconds">,
): ConnectionsChart {
  const toSeconds = Math.floor(site.nowSeconds / CONNECTIONS_STEP_SECONDS) * CONNECTIONS_STEP_SECONDS;
  const fromSeconds = toSeconds - DAY_SECONDS;
  const steps = sumOfServers(site.samples, fromSeconds, site.staleAfterSeconds);
  const monitored = steps.flatMap(({ clients }) => clients ?? []);
  return {
    fromSeconds,
    toSeconds,
    spans: spansOf(steps),
    peak: peakOf(steps),
    latestClients: steps.at(-1)?.clients ?? null,
    meanClients:
      monitored.length === 0 ? null : monitored.reduce((sum, clients) => sum + clients, 0) / monitored.length,
    unmonitoredMinutes: ((steps.length - monitored.length) * CONNECTIONS_STEP_SECONDS) / 60,
    hours: hoursOf(steps, site.zone),
  };
}

function sumOfServers(samples: readonly Sample[], fromSeconds: number, staleAfterSeconds: number): readonly Step[] {
  const sums = Array.from({ length: DAY_SECONDS / CONNECTIONS_STEP_SECONDS }, (): number | null => null);
  for (const server of new Set(samples.map((sample) => sample.server))) {
    const own = samples.filter((sample) => sample.server === server);
    for (const [index, clients] of clientsByStep(own, fromSeconds, sums.length, staleAfterSeconds).entries()) {
      if (clients !== null) sums[index] = (sums[index] ?? 0) + clients;
    }
  }
  return sums.map((clients, index) => ({ startSeconds: fromSeconds + index * CONNECTIONS_STEP_SECONDS, clients }));
}

/** @param samples one server's, in time order */
function clientsByStep(
  samples: readonly Sample[],
  fromSeconds: number,
  stepCount: number,
  staleAfterSeconds: number,
): readonly (number | null)[] {
  const looks = toLooks(samples, staleAfterSeconds);
  let next = 0;
  let last: Look | null = null;
  const steps: (number | null)[] = [];
  for (let index = 0; index < stepCount; index++) {
    const startSeconds = fromSeconds + index * CONNECTIONS_STEP_SECONDS;
    let most: number | null = null;
    for (let look = looks[next]; look !== undefined; look = looks[++next]) {
      const { timeSeconds, clients } = look.sample;
      if (timeSeconds >= startSeconds + CONNECTIONS_STEP_SECONDS) break;
      if (timeSeconds >= startSeconds) most = Math.max(most ?? 0, clients);
      last = look;
    }
    const holds = (look: Look): boolean =>
      looks[next]?.isAfterGap === false ||
      startSeconds - look.sample.timeSeconds <= gapLimitSeconds(look.recent, staleAfterSeconds);
    steps.push(most ?? (last !== null && holds(last) ? last.sample.clients : null));
  }
  return steps;
}

function spansOf(steps: readonly Step[]): readonly ConnectionsSpan[] {
  const spans: ConnectionsSpan[] = [];
  for (const { startSeconds, clients } of steps) {
    const endSeconds = startSeconds + CONNECTIONS_STEP_SECONDS;
    const last = spans.at(-1);
    if (last?.clients === clients) spans[spans.length - 1] = { ...last, endSeconds };
    else spans.push({ startSeconds, endSeconds, clients });
  }
  return spans;
}

function peakOf(steps: readonly Step[]): ConnectionsChart["peak"] {
  let peak: ConnectionsChart["peak"] = null;
  for (const { startSeconds, clients } of steps) {
    if (clients !== null && (peak === null || clients > peak.clients)) peak = { clients, atSeconds: startSeconds };
  }
  return peak;
}

function hoursOf(steps: readonly Step[], zone: Zone): readonly ConnectionsHour[] {
  const maxByHour = new Map<number, number | null>();
  for (const { startSeconds, clients } of steps) {
    const localSeconds = startSeconds + zone.utcOffsetSecondsAt(startSeconds);
    const hour = startSeconds - (localSeconds % HOUR_SECONDS);
    const max = maxByHour.get(hour) ?? null;
    maxByHour.set(hour, clients === null ? max : Math.max(max ?? 0, clients));
  }
  return [...maxByHour].map(([startSeconds, maxClients]) => ({ startSeconds, maxClients }));
}
