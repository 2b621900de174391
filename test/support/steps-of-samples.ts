import type { Sample } from "../../src/history/sample.js";

/**
 * The rule for gaps, implemented literally and slowly: the larger of `stale_after` and 2.5 times the interval. The
 * interval is the third smallest of the last five steps, the second smallest of four or three, the smallest of two;
 * with fewer than three steps, none if it is over half an hour.
 *
 * @param times of one server's samples, in order
 */
export function limitAfter(times: readonly number[], staleAfterSeconds: number): number {
  const steps = times.flatMap((time, index) => (index === 0 ? [] : [time - (times[index - 1] ?? 0)])).slice(-5);
  const sorted = [...steps].sort((a, b) => a - b);
  const interval = sorted[{ 1: 0, 2: 0, 3: 1, 4: 1, 5: 2 }[sorted.length] ?? -1];
  if (interval === undefined || (steps.length < 3 && interval > 1800)) return staleAfterSeconds;
  return Math.max(staleAfterSeconds, 2.5 * interval);
}

/** Whether there is a gap before a sample, given those of its server in order. */
export function isGapBefore(own: readonly Sample[], index: number, staleAfterSeconds: number): boolean {
  const times = own.slice(0, index + 1).map(({ timeSeconds }) => timeSeconds);
  const [before, time] = [times.at(-2), times.at(-1)];
  return before === undefined || time === undefined || time - before > limitAfter(times, staleAfterSeconds);
}
