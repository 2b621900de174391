import { LAST_SECOND } from "../../status/parse-local-time.js";
import { findInstants, type Zone } from "../../status/zone.js";
import type { LogTime } from "./log-line.js";
import { DAY_SECONDS } from "../../text/time-units.js";

/** Times in a log may step back by this much when a clock is corrected, without meaning another hour. */
const MAX_STEP_SECONDS = 120;

/**
 * Turns the times of a log into instants. In the hour that is repeated in autumn, a local time means two instants;
 * the log is in order of time, so the lines before it decide.
 */
export class LogClock {
  readonly #zone: Zone;
  #previous = -Infinity;
  #known: readonly [localSeconds: number, instants: readonly number[]] = [NaN, []];

  /** @param zone of local times */
  constructor(zone: Zone) {
    this.#zone = zone;
  }

  /** @returns epoch seconds */
  read(time: LogTime): number {
    this.#previous = time.kind === "instant" ? time.seconds : this.#choose(time.seconds);
    return this.#previous;
  }

  #choose(localSeconds: number): number {
    if (localSeconds !== this.#known[0]) this.#known = [localSeconds, toInstants(localSeconds, this.#zone)];
    const [earlier = localSeconds, later = earlier] = this.#known[1];
    return earlier >= this.#previous - MAX_STEP_SECONDS ? earlier : later;
  }
}

function toInstants(localSeconds: number, zone: Zone): readonly number[] {
  const instants = findInstants(zone, localSeconds);
  // Clocks skip an hour in spring, unless they are set by hand: then the offset from before the gap applies.
  const known = instants.length > 0 ? instants : [localSeconds - zone.utcOffsetSecondsAt(localSeconds - DAY_SECONDS)];
  return known.map((instant) => Math.min(Math.max(instant, 0), LAST_SECOND));
}
