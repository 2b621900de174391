import type { Zone } from "../status/zone.js";
import { groupBy } from "./group-by.js";
import type { Sample } from "./sample.js";
import { toSampleSteps, type SampleStep } from "./seen-intervals.js";
import { HOUR_SECONDS } from "../text/time-units.js";

/** A time in which a server was monitored without a gap. Times are epoch seconds. */
export interface MonitoredSpan {
  readonly server: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The number of one server's clients in one clock hour of the site's zone. */
export interface ClientHour {
  readonly server: string;
  readonly hourStartSeconds: number;
  /** The monitored part of the hour. */
  readonly monitoredSeconds: number;
  /** Connected clients × seconds, over the monitored part. */
  readonly clientSeconds: number;
}

/** When servers were monitored, and how many clients they had, according to the samples. */
export interface Monitoring {
  readonly spans: readonly MonitoredSpan[];
  readonly hours: readonly ClientHour[];
}

/** The monitoring in one file of samples, and what is needed to continue with the next file. */
export interface SamplesMonitoring extends Monitoring {
  /** Each server's last sample. */
  readonly last: readonly LastSample[];
}

export type LastSample = Pick<SampleStep, "sample" | "recent">;

/**
 * Computes the monitoring from a run of samples. Between two samples of a server, the number of clients is that of the
 * earlier one. Over a gap (`toSampleSteps`) nothing is known.
 *
 * @param samples in time order
 * @param before each server's last sample before these
 */
export function toMonitoring(
  samples: readonly Sample[],
  before: readonly LastSample[],
  { zone, staleAfterSeconds }: { readonly zone: Zone; readonly staleAfterSeconds: number },
): SamplesMonitoring {
  const last = new Map(before.map((one) => [one.sample.server, one]));
  const spans: MonitoredSpan[] = [];
  const hours: ClientHour[] = [];
  for (const [server, own] of groupBy(samples, (sample) => sample.server)) {
    for (const { sample, recent, isAfterGap } of toSampleSteps(own, staleAfterSeconds, last.get(server))) {
      const previous = isAfterGap ? undefined : last.get(server)?.sample;
      last.set(server, { sample, recent });
      spans.push({ server, startSeconds: (previous ?? sample).timeSeconds, endSeconds: sample.timeSeconds });
      if (previous !== undefined) hours.push(...hoursBetween(previous, sample.timeSeconds, zone));
    }
  }
  return { ...joinMonitoring([{ spans, hours }]), last: [...last.values()] };
}

/** Joins parts in time order: adjoining spans become one, and parts of the same hour are summed. */
export function joinMonitoring(parts: readonly Monitoring[]): Monitoring {
  const byServer = groupBy(
    parts.flatMap((part) => part.spans),
    ({ server }) => server,
  );
  const spans = [...byServer.values()].flatMap(joinSpans);
  const hours = new Map<string, ClientHour>();
  for (const hour of parts.flatMap((part) => part.hours)) {
    const key = `${hour.hourStartSeconds} ${hour.server}`;
    const sum = hours.get(key) ?? { ...hour, monitoredSeconds: 0, clientSeconds: 0 };
    hours.set(key, {
      ...sum,
      monitoredSeconds: sum.monitoredSeconds + hour.monitoredSeconds,
      clientSeconds: sum.clientSeconds + hour.clientSeconds,
    });
  }
  return { spans, hours: [...hours.values()] };
}

/** @param own the spans of one server, in order of their starts */
function joinSpans(own: readonly MonitoredSpan[]): readonly MonitoredSpan[] {
  const joined: MonitoredSpan[] = [];
  for (const span of own) {
    const last = joined.at(-1);
    if (last === undefined || span.startSeconds > last.endSeconds) joined.push(span);
    else joined[joined.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, span.endSeconds) };
  }
  return joined;
}

/** Splits the time from a sample to the next one at the zone's clock hours. */
function hoursBetween({ server, timeSeconds, clients }: Sample, untilSeconds: number, zone: Zone): ClientHour[] {
  const hours: ClientHour[] = [];
  for (let fromSeconds = timeSeconds; fromSeconds < untilSeconds;) {
    const sinceHour = (fromSeconds + zone.utcOffsetSecondsAt(fromSeconds)) % HOUR_SECONDS;
    const hourStartSeconds = fromSeconds - sinceHour;
    const toSeconds = Math.min(untilSeconds, hourStartSeconds + HOUR_SECONDS);
    const monitoredSeconds = toSeconds - fromSeconds;
    hours.push({ server, hourStartSeconds, monitoredSeconds, clientSeconds: clients * monitoredSeconds });
    fromSeconds = toSeconds;
  }
  return hours;
}
