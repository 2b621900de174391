import type { Sample } from "./sample.js";

/** Clocks may differ by this much: a time that is further ahead of now is from a wrong clock. */
export const MAX_CLOCK_AHEAD_SECONDS = 300;

/** Whether a time says nothing about now: a clock that was ahead, and has returned, has left it. */
export function isBeyondNow(seconds: number, nowSeconds: number): boolean {
  return seconds > nowSeconds + MAX_CLOCK_AHEAD_SECONDS;
}

/** The samples up to now. No chart, gap or interval may be made from later ones. */
export function samplesUntil(samples: readonly Sample[], nowSeconds: number): readonly Sample[] {
  return samples.filter(({ timeSeconds }) => !isBeyondNow(timeSeconds, nowSeconds));
}
