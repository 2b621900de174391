import type { Zone } from "../../status/zone.js";

const DAY_SECONDS = 86_400;
const TICK_SECONDS = 3 * 3600;
/** Every zone's offset is a whole number of these. */
const SEARCH_SECONDS = 300;
/** So much before the right edge a label would stick out. */
const EDGE_SECONDS = 600;

export interface HourTick {
  /** Since the window's beginning. */
  readonly atSeconds: number;
  readonly label: string;
}

/**
 * The zone's 0, 3, 6, … o'clock in a window of epoch seconds. Where the zone's offset changes, two of them are more or
 * less than three hours apart.
 *
 * @param fromSeconds a whole number of five minutes
 */
export function hourTicks(fromSeconds: number, toSeconds: number, zone: Zone): readonly HourTick[] {
  const ticks: HourTick[] = [];
  for (let seconds = fromSeconds; seconds <= toSeconds - EDGE_SECONDS; seconds += SEARCH_SECONDS) {
    const localSeconds = seconds + zone.utcOffsetSecondsAt(seconds);
    if (localSeconds % TICK_SECONDS !== 0) continue;
    const hour = (localSeconds % DAY_SECONDS) / 3600;
    ticks.push({ atSeconds: seconds - fromSeconds, label: `${String(hour).padStart(2, "0")}:00` });
  }
  return ticks;
}
