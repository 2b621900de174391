import type { ClientEvent } from "./client-event.js";
import type { EventTrouble, ObservedEvents } from "./observed-events.js";

/** A time in which OpenVPN reported every session of a server, `[start, end)` in epoch seconds. */
export interface CoveredSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** When a server's events were complete. No session that was connected at such a time is missing in the history. */
export interface EventCoverage {
  /** The current span, up to its last event; `null` if events are missing now, or if there never were any. */
  readonly current: CoveredSpan | null;
  /** Earlier times, oldest first. */
  readonly past: readonly CoveredSpan[];
}

/** What one run found about a server's events. */
export interface EventReport {
  /** Absent if the server has no event file. */
  readonly events: ObservedEvents | undefined;
  readonly trouble: EventTrouble | undefined;
  /** If a session ended without an event, and it is unknown on which day: its last proof. */
  readonly unclearSeconds: number | null;
  /** Whether no run before knew the server: then nothing of it is older than its events. */
  readonly isNewServer: boolean;
  readonly nowSeconds: number;
}

const NO_COVERAGE: EventCoverage = { current: null, past: [] };
/** If there are more, the oldest are forgotten. */
const MAX_PAST = 32;

/**
 * Continues the coverage with one run. It begins with the first event, which proves that the hook works: the key in the
 * config does not. It is over when a session is seen without its event, or when a line is lost: then it reaches to the
 * last event before, since it is unknown when the hook stopped. A file that cannot be read loses nothing.
 */
export function nextCoverage(before: EventCoverage | undefined, report: EventReport): EventCoverage | undefined {
  const { events, trouble, unclearSeconds, isNewServer, nowSeconds } = report;
  if (events === undefined) return before && endCoverage(before, Infinity);
  const known = before ?? NO_COVERAGE;
  if (unclearSeconds !== null) return endCoverage(known, unclearSeconds);
  if (trouble === "lines" || trouble === "silent") return endCoverage(known, Infinity);
  const times = events.events.map(toSeconds);
  if (known.current !== null) {
    const { startSeconds, endSeconds } = known.current;
    return { ...known, current: { startSeconds, endSeconds: times.reduce(toLater, endSeconds) } };
  }
  if (trouble !== undefined || (times.length === 0 && !isNewServer)) return before;
  // The history of a known server may lack a session from just before the first event.
  const startSeconds = isNewServer ? times.reduce(toEarlier, nowSeconds) : nowSeconds;
  return { ...known, current: { startSeconds, endSeconds: times.reduce(toLater, startSeconds) } };
}

/** The covered spans as of now. The current one has no end, unless events are missing now. */
export function toCoveredSpans(
  { current, past }: EventCoverage,
  trouble: EventTrouble | undefined,
): readonly CoveredSpan[] {
  if (current === null) return past;
  return [...past, trouble === undefined ? { ...current, endSeconds: Infinity } : current];
}

function endCoverage({ current, past }: EventCoverage, latestSeconds: number): EventCoverage {
  if (current === null) return { current, past };
  const ended = { ...current, endSeconds: Math.min(current.endSeconds, latestSeconds) };
  return { current: null, past: ended.endSeconds > ended.startSeconds ? [...past, ended].slice(-MAX_PAST) : past };
}

function toSeconds(event: ClientEvent): number {
  return event.kind === "connect" ? event.startSeconds : event.endSeconds;
}

function toLater(a: number, b: number): number {
  return Math.max(a, b);
}

function toEarlier(a: number, b: number): number {
  return Math.min(a, b);
}
