import { LAST_SECOND, parseLocalTime } from "./parse-local-time.js";
import { parseWholeNumber } from "./parse-whole-number.js";
import { findInstants, type Zone } from "./zone.js";

/** Turns the times of one status log into instants. Rows share times, so each text is worked out once. */
export interface TimeReader {
  /** Instants in epoch seconds, in order: one, or two in the hour that a zone repeats; `undefined` if not a time. */
  readonly instantsOf: (localTime: string) => Instants | undefined;
  /** Whether a text is a time for people at all. */
  readonly isLocalTime: (text: string) => boolean;
  /** Epoch seconds of a `time_t` column, NaN if it is none or after the year 9999. */
  readonly secondsOf: (timeT: string) => number;
}

export interface Instants {
  readonly earlier: number;
  /** Equal to `earlier` unless the local time came twice. */
  readonly later: number;
}

const DAY_SECONDS = 86_400;

/** @param zone the server's zone, needed only where a log has no time_t */
export function makeTimeReader(zone: Zone): TimeReader {
  const known = new Map<string, Instants | undefined>();
  let lastValid = "";
  return {
    instantsOf: (localTime) => {
      if (!known.has(localTime)) known.set(localTime, instantsIn(zone, localTime));
      return known.get(localTime);
    },
    isLocalTime: (text) => {
      if (text === lastValid) return true;
      if (Number.isNaN(parseLocalTime(text))) return false;
      lastValid = text;
      return true;
    },
    secondsOf: (timeT) => {
      const seconds = parseWholeNumber(timeT);
      return seconds <= LAST_SECOND ? seconds : Number.NaN;
    },
  };
}

function instantsIn(zone: Zone, localTime: string): Instants | undefined {
  const local = parseLocalTime(localTime);
  if (Number.isNaN(local)) return undefined;
  const instants = findInstants(zone, local);
  // No clock shows an hour that is skipped in spring, unless it was set by hand: read it by the offset before the gap.
  const earlier = instants[0] ?? local - zone.utcOffsetSecondsAt(local - DAY_SECONDS);
  const later = instants[1] ?? earlier;
  return earlier >= 0 && later <= LAST_SECOND ? { earlier, later } : undefined;
}
