import { groupBy } from "../../history/group-by.js";
import type { Sample } from "../../history/sample.js";
import { gapLimitSeconds, toSampleSteps } from "../../history/seen-intervals.js";
import type { SessionSpan } from "../../rollup/peak.js";
import type { SiteInput } from "../site-input.js";
import { DAY_SECONDS } from "../../text/time-units.js";
import { getOrInsert } from "../../history/get-or-insert.js";

/** The pictures of the last 24 hours have steps of this length; their figures are exact. */
export const CHART_STEP_SECONDS = 300;

/**
 * The 24 hours up to now, rounded down to a step, so that a chart does not change in between. Times are epoch seconds.
 */
export function lastDayUntil(nowSeconds: number): SessionSpan {
  const endSeconds = Math.floor(nowSeconds / CHART_STEP_SECONDS) * CHART_STEP_SECONDS;
  return { startSeconds: endSeconds - DAY_SECONDS, endSeconds };
}

/** A time with a constant, known number of clients on all servers together. Both ends of an instant are equal. */
export interface KnownClients extends SessionSpan {
  readonly clients: number;
}

/** The clients of a day, by its samples. */
export interface KnownDay {
  /** In order, not overlapping. */
  readonly known: readonly KnownClients[];
  /** When no server was checked, in order. */
  readonly gaps: readonly SessionSpan[];
  readonly gapSeconds: number;
}

type KnownInput = Pick<SiteInput, "samples" | "staleAfterSeconds">;

/**
 * How many clients all servers had together at each instant of a day. A sample is valid until the server's next one.
 * Before a gap (`toSampleSteps`) it is valid for its own instant only; the last sample is valid until the end of the
 * day if it is not stale then. So a gap is the time between the checks on both of its sides, as on every page.
 */
export function knownDay({ samples, staleAfterSeconds }: KnownInput, day: SessionSpan): KnownDay {
  const byServer = [...groupBy(samples, ({ server }) => server).values()].map((own) =>
    clip(heldSamples(own, staleAfterSeconds, day.endSeconds), day),
  );
  const known = addUpClients(byServer.flat());
  const gaps = gapsBetween(known, day);
  return { known, gaps, gapSeconds: gaps.reduce((sum, gap) => sum + gap.endSeconds - gap.startSeconds, 0) };
}

/** @param own one server's, in time order */
function heldSamples(own: readonly Sample[], staleAfterSeconds: number, untilSeconds: number): readonly KnownClients[] {
  const sampleSteps = toSampleSteps(own, staleAfterSeconds);
  return sampleSteps.flatMap(({ sample: { timeSeconds, clients }, recent }, index) => {
    const next = sampleSteps[index + 1];
    // After a clock was set back, two samples can have the same time: the later one counts.
    if (next?.sample.timeSeconds === timeSeconds) return [];
    const limitSeconds = gapLimitSeconds(recent, staleAfterSeconds);
    const heldUntil = next === undefined && untilSeconds - timeSeconds <= limitSeconds ? untilSeconds : timeSeconds;
    const endSeconds = next?.isAfterGap === false ? next.sample.timeSeconds : Math.max(heldUntil, timeSeconds);
    return [{ startSeconds: timeSeconds, endSeconds, clients }];
  });
}

function clip(spans: readonly KnownClients[], day: SessionSpan): readonly KnownClients[] {
  return spans
    .filter(({ startSeconds }) => startSeconds < day.endSeconds)
    .filter(({ startSeconds, endSeconds }) => endSeconds > day.startSeconds || startSeconds === day.startSeconds)
    .map((span) => ({
      ...span,
      startSeconds: Math.max(span.startSeconds, day.startSeconds),
      endSeconds: Math.min(span.endSeconds, day.endSeconds),
    }));
}

/**
 * The clients of all spans together. One sweep over all beginnings and ends. A span that ends where another begins is not
 * counted with it.
 */
export function addUpClients(spans: readonly KnownClients[]): readonly KnownClients[] {
  const isInstant = (span: KnownClients): boolean => span.startSeconds === span.endSeconds;
  const byTime = new Map<number, { open: number; clients: number; instants: number[] }>();
  const at = (time: number): { open: number; clients: number; instants: number[] } =>
    getOrInsert(byTime, time, () => ({ open: 0, clients: 0, instants: [] }));
  for (const span of spans) {
    const begin = at(span.startSeconds);
    if (isInstant(span)) {
      begin.instants.push(span.clients);
      continue;
    }
    const end = at(span.endSeconds);
    begin.open += 1;
    begin.clients += span.clients;
    end.open -= 1;
    end.clients -= span.clients;
  }
  const times = [...byTime].sort(([a], [b]) => a - b);
  const sums: KnownClients[] = [];
  let [open, clients] = [0, 0];
  for (const [index, [time, change]] of times.entries()) {
    open += change.open;
    clients += change.clients;
    const { instants } = change;
    if (instants.length > 0) {
      const sum = instants.reduce((total, more) => total + more, clients);
      sums.push({ startSeconds: time, endSeconds: time, clients: sum });
    }
    if (open > 0) sums.push({ startSeconds: time, endSeconds: times[index + 1]?.[0] ?? time, clients });
  }
  return sums;
}

/**
 * @param parts in order, not overlapping
 * @returns the most clients at one time in each part; null where nothing is known
 */
export function mostClients(known: readonly KnownClients[], parts: readonly SessionSpan[]): readonly (number | null)[] {
  let first = 0;
  return parts.map(({ startSeconds, endSeconds }) => {
    while (first < known.length && isBefore(known[first], startSeconds)) first += 1;
    let most: number | null = null;
    for (let at = first; (known[at]?.startSeconds ?? Infinity) < endSeconds; at += 1) {
      most = Math.max(most ?? 0, known[at]?.clients ?? 0);
    }
    return most;
  });
}

function isBefore(known: KnownClients | undefined, seconds: number): boolean {
  if (known === undefined) return false;
  const isInstant = known.startSeconds === known.endSeconds;
  return isInstant ? known.startSeconds < seconds : known.endSeconds <= seconds;
}

function gapsBetween(known: readonly KnownClients[], day: SessionSpan): readonly SessionSpan[] {
  const gaps: SessionSpan[] = [];
  let knownUntil = day.startSeconds;
  for (const { startSeconds, endSeconds } of known) {
    // An instant within a gap does not split it.
    if (startSeconds === endSeconds) continue;
    if (startSeconds > knownUntil) gaps.push({ startSeconds: knownUntil, endSeconds: startSeconds });
    knownUntil = endSeconds;
  }
  return knownUntil < day.endSeconds ? [...gaps, { startSeconds: knownUntil, endSeconds: day.endSeconds }] : gaps;
}

/** The parts of a time that lie outside the gaps, in order. */
export function outsideGaps({ startSeconds, endSeconds }: SessionSpan, gaps: readonly SessionSpan[]): SessionSpan[] {
  const parts: SessionSpan[] = [];
  let fromSeconds = startSeconds;
  for (const gap of gaps) {
    if (gap.endSeconds <= fromSeconds) continue;
    if (gap.startSeconds >= endSeconds) break;
    if (gap.startSeconds > fromSeconds) parts.push({ startSeconds: fromSeconds, endSeconds: gap.startSeconds });
    fromSeconds = gap.endSeconds;
  }
  return fromSeconds < endSeconds ? [...parts, { startSeconds: fromSeconds, endSeconds }] : parts;
}
