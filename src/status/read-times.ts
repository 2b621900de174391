import { LAST_SECOND, parseLocalTime } from "./parse-local-time.js";
import { parseWholeNumber } from "./parse-whole-number.js";
import { findInstants, type Zone } from "./zone.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** Turns the times of one status log into instants. Many rows share a time, so each text is parsed once. */
export interface TimeReader {
  /** Parses a local time; `undefined` if the text is not a time. */
  readonly readLocalTime: (text: string) => Instants | undefined;
  /** Whether a text is a local time. */
  readonly isLocalTime: (text: string) => boolean;
  /** Parses a `time_t` to epoch seconds; NaN if it is malformed or after the year 9999. */
  readonly readTimeT: (text: string) => number;
}

/** The instants that a local time may mean, in epoch seconds. */
interface Instants {
  readonly earlier: number;
  /** Equal to `earlier` unless clocks showed the local time twice, in the hour that is repeated in autumn. */
  readonly later: number;
}

/** @param zone the server's zone, needed only for logs without `time_t` */
export function makeTimeReader(zone: Zone): TimeReader {
  const known = new Map<string, Instants | undefined>();
  let lastValid = "";
  return {
    readLocalTime: (text) => {
      if (!known.has(text)) known.set(text, parseInstants(text, zone));
      return known.get(text);
    },
    isLocalTime: (text) => {
      if (text === lastValid) return true;
      if (Number.isNaN(parseLocalTime(text))) return false;
      lastValid = text;
      return true;
    },
    readTimeT: (text) => {
      const seconds = parseWholeNumber(text);
      return seconds <= LAST_SECOND ? seconds : Number.NaN;
    },
  };
}

function parseInstants(localTime: string, zone: Zone): Instants | undefined {
  const local = parseLocalTime(localTime);
  if (Number.isNaN(local)) return undefined;
  const instants = findInstants(zone, local);
  // Clocks skip an hour in spring, unless they are set by hand: then the offset from before the gap applies.
  const earlier = instants[0] ?? local - zone.utcOffsetSecondsAt(local - DAY_SECONDS);
  const later = instants[1] ?? earlier;
  return earlier >= 0 && later <= LAST_SECOND ? { earlier, later } : undefined;
}
