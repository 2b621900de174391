import type { Zone } from "../../status/zone.js";
import { DAY_SECONDS } from "../../text/time-units.js";

export interface CountTick {
  readonly count: number;
  readonly label: string;
}

/** Whole numbers from 0 to the first round one that is not below the highest count, in at most `maxSteps` steps. */
export function countTicks(highestCount: number, maxSteps: 3 | 5): readonly CountTick[] {
  const top = Math.max(1, highestCount);
  const tenth = 10 ** Math.floor(Math.log10(top / 4));
  const step =
    [1, 2, 5, 10, 20].map((factor) => factor * tenth).find((size) => size >= 1 && top / size <= maxSteps) ?? 1;
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => ({
    count: index * step,
    label: shortCount(index * step),
  }));
}

/** Five digits do not fit beside a narrow chart. From 10,000 on all ticks are whole thousands. */
function shortCount(count: number): string {
  return count < 10_000 ? String(count) : `${count / 1000}k`;
}

const TICK_SECONDS = 3 * 3600;
const MAJOR_TICK_SECONDS = 6 * 3600;
/** Every zone's offset is a multiple of this. */
const SEARCH_SECONDS = 300;

/**
 * What clocks show where a window of epoch seconds begins, and where they are changed in it.
 *
 * @param fromSeconds a whole number of five minutes
 */
export function clockChanges(
  fromSeconds: number,
  toSeconds: number,
  zone: Zone,
): readonly { readonly share: number; readonly minuteOfDay: number }[] {
  const changes: { share: number; minuteOfDay: number }[] = [];
  let offset: number | null = null;
  // Clocks are changed rarely, and on the hour or half of it.
  for (let seconds = fromSeconds; seconds < toSeconds; seconds += SEARCH_SECONDS) {
    const now = zone.utcOffsetSecondsAt(seconds);
    if (now === offset) continue;
    offset = now;
    const minuteOfDay = ((seconds + now) % DAY_SECONDS) / 60;
    changes.push({ share: (seconds - fromSeconds) / (toSeconds - fromSeconds), minuteOfDay });
  }
  return changes;
}

export interface HourTick {
  /** Seconds since the window's beginning. */
  readonly atSeconds: number;
  readonly label: string;
  /** Hidden where there is no room for all of them. */
  readonly isMinor: boolean;
}

/**
 * The zone's 0, 3, 6, … o'clock in a window of epoch seconds. Where the zone's offset changes, two of them are more or
 * less than three hours apart.
 *
 * @param fromSeconds a whole number of five minutes
 */
export function hourTicks(fromSeconds: number, toSeconds: number, zone: Zone): readonly HourTick[] {
  const ticks: HourTick[] = [];
  for (let seconds = fromSeconds; seconds <= toSeconds; seconds += SEARCH_SECONDS) {
    const localSeconds = seconds + zone.utcOffsetSecondsAt(seconds);
    if (localSeconds % TICK_SECONDS !== 0) continue;
    const hour = (localSeconds % DAY_SECONDS) / 3600;
    const label = `${String(hour).padStart(2, "0")}:00`;
    ticks.push({ atSeconds: seconds - fromSeconds, label, isMinor: localSeconds % MAJOR_TICK_SECONDS !== 0 });
  }
  return ticks;
}
