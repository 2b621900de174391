import type { Zone } from "../../../status/zone.js";
import type { Session } from "../../../history/session.js";
import {
  knownDay,
  lastDayUntil,
  mostClients,
  outsideGaps,
  CHART_STEP_SECONDS,
  type KnownClients,
  type KnownDay,
} from "../last-day.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import { countRecorded } from "../record.js";
import type { SiteInput } from "../../site-input.js";
import { HOUR_SECONDS } from "../../../text/time-units.js";

/** How many clients were connected in the last 24 hours. Times are epoch seconds. */
export interface ConnectionsChart {
  readonly fromSeconds: number;
  /** Now, rounded down to a step, so that the chart does not change in between. */
  readonly toSeconds: number;
  /** In order and contiguous, from `fromSeconds` to `toSeconds`; neighbours differ in their clients. */
  readonly spans: readonly ConnectionsSpan[];
  /** The most clients at one time, and the first instant that had them; null if nothing was monitored. */
  readonly peak: { readonly clients: number; readonly atSeconds: number } | null;
  /** Over the time that was monitored; null if none was. */
  readonly meanClients: number | null;
  readonly unmonitoredSeconds: number;
  /** How many sessions are known from the record within gaps, in order; only where there is one. */
  readonly recorded: readonly RecordedSpan[];
  /** The same by clock hour, for a table. The window may cut off the first and the last hour. */
  readonly hours: readonly ConnectionsHour[];
}

export interface RecordedSpan extends SessionSpan {
  readonly clients: number;
}

export interface ConnectionsSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Null in a gap in monitoring. */
  readonly clients: number | null;
}

interface ConnectionsHour {
  /** When the clock hour began. */
  readonly startSeconds: number;
  readonly maxClients: number | null;
  /** The most in the parts of the hour that are gaps. */
  readonly recordedClients: number;
}

/**
 * The 24 hours up to now. The clients of all servers are added up at each instant. A step of five minutes then has
 * the maximum, while the figures come from the instants themselves. Gaps have their exact length.
 *
 * @param sessions those of the last 24 hours; called only if there is a gap
 */
export function toConnectionsChart(
  site: Pick<SiteInput, "samples" | "nowSeconds" | "zone" | "staleAfterSeconds">,
  sessions: readonly Session[] = [],
): ConnectionsChart {
  const day = lastDayUntil(site.nowSeconds);
  const dayClients = knownDay(site, day);
  const recorded = toRecorded(sessions, dayClients.gaps, day);
  return {
    fromSeconds: day.startSeconds,
    toSeconds: day.endSeconds,
    spans: toSpans(dayClients, day),
    peak: findPeak(dayClients.known),
    meanClients: findMean(dayClients.known),
    unmonitoredSeconds: dayClients.gapSeconds,
    recorded,
    hours: toHours(dayClients.known, recorded, day, site.zone),
  };
}

/** The steps, cut where a gap begins or ends. */
function toSpans({ known, gaps }: KnownDay, day: SessionSpan): readonly ConnectionsSpan[] {
  const monitored = toSteps(day).flatMap((step) => outsideGaps(step, gaps));
  const most = mostClients(known, monitored);
  const spans: ConnectionsSpan[] = [
    ...monitored.map((part, index) => ({ ...part, clients: most[index] ?? null })),
    ...gaps.map((gap) => ({ ...gap, clients: null })),
  ].sort((a, b) => a.startSeconds - b.startSeconds);
  const joined: ConnectionsSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.clients === span.clients) joined[joined.length - 1] = { ...last, endSeconds: span.endSeconds };
    else joined.push(span);
  }
  return joined;
}

/** In steps, as the rest of the chart. */
function toRecorded(
  sessions: readonly Session[],
  gaps: readonly SessionSpan[],
  day: SessionSpan,
): readonly RecordedSpan[] {
  const parts = toSteps(day).flatMap((step) => withinGaps(step, gaps));
  const counts = countRecorded(sessions, parts);
  return parts.flatMap((part, index) => {
    const clients = counts[index] ?? 0;
    return clients === 0 ? [] : [{ ...part, clients }];
  });
}

function withinGaps({ startSeconds, endSeconds }: SessionSpan, gaps: readonly SessionSpan[]): readonly SessionSpan[] {
  return gaps
    .filter((gap) => gap.endSeconds > startSeconds && gap.startSeconds < endSeconds)
    .map((gap) => ({
      startSeconds: Math.max(gap.startSeconds, startSeconds),
      endSeconds: Math.min(gap.endSeconds, endSeconds),
    }));
}

function toSteps({ startSeconds, endSeconds }: SessionSpan): readonly SessionSpan[] {
  return Array.from({ length: (endSeconds - startSeconds) / CHART_STEP_SECONDS }, (_, index) => {
    const stepSeconds = startSeconds + index * CHART_STEP_SECONDS;
    return { startSeconds: stepSeconds, endSeconds: stepSeconds + CHART_STEP_SECONDS };
  });
}

function findPeak(known: readonly KnownClients[]): ConnectionsChart["peak"] {
  let peak: ConnectionsChart["peak"] = null;
  for (const { startSeconds, clients } of known) {
    if (peak === null || clients > peak.clients) peak = { clients, atSeconds: startSeconds };
  }
  return peak;
}

function findMean(known: readonly KnownClients[]): number | null {
  let [seconds, clientSeconds] = [0, 0];
  for (const { startSeconds, endSeconds, clients } of known) {
    seconds += endSeconds - startSeconds;
    clientSeconds += clients * (endSeconds - startSeconds);
  }
  return seconds === 0 ? null : clientSeconds / seconds;
}

function toHours(
  known: readonly KnownClients[],
  recorded: readonly RecordedSpan[],
  day: SessionSpan,
  zone: Zone,
): readonly ConnectionsHour[] {
  const hours = new Map<number, SessionSpan>();
  for (const step of toSteps(day)) {
    const localSeconds = step.startSeconds + zone.utcOffsetSecondsAt(step.startSeconds);
    const hour = step.startSeconds - (localSeconds % HOUR_SECONDS);
    hours.set(hour, { startSeconds: hours.get(hour)?.startSeconds ?? step.startSeconds, endSeconds: step.endSeconds });
  }
  const parts = [...hours.values()];
  const [most, mostRecorded] = [mostClients(known, parts), mostClients(recorded, parts)];
  return [...hours.keys()].map((startSeconds, index) => ({
    startSeconds,
    maxClients: most[index] ?? null,
    recordedClients: mostRecorded[index] ?? 0,
  }));
}
