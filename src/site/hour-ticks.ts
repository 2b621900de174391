import type { ClockZone } from "../text/format-time.js";

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Clocks may be set, and zones may differ, by quarters of an hour. */
const SEARCH_SECONDS = 900;

/** A label at a time, in seconds since the beginning of what is shown. */
export interface HourTick {
  readonly x: number;
  readonly label: string;
}

/**
 * The full hours that the zone's clocks show from an instant to another, both inclusive: every third, at 0, 3, 6, … for
 * `everyHours` 3. On a day of 25 hours the one that comes twice is there once, at the first time.
 */
export function hourTicks(
  fromSeconds: number,
  toSeconds: number,
  zone: ClockZone,
  everyHours: number,
): readonly HourTick[] {
  const ticks: HourTick[] = [];
  let previousLocalSeconds = -Infinity;
  const first = Math.ceil(fromSeconds / SEARCH_SECONDS) * SEARCH_SECONDS;
  for (let seconds = first; seconds <= toSeconds; seconds += SEARCH_SECONDS) {
    const localSeconds = seconds + zone.utcOffsetSecondsAt(seconds);
    if (localSeconds % (everyHours * HOUR_SECONDS) !== 0 || localSeconds <= previousLocalSeconds) continue;
    previousLocalSeconds = localSeconds;
    const hour = (localSeconds % DAY_SECONDS) / HOUR_SECONDS;
    ticks.push({ x: seconds - fromSeconds, label: `${String(hour).padStart(2, "0")}:00` });
  }
  return ticks;
}
