import type { MonitoredSpan } from "../../history/monitoring.js";
import type { SessionSpan } from "../../rollup/peak.js";
import { DAY_SECONDS } from "../../text/time-units.js";

/** When no server was checked, by the samples. Times are epoch seconds. */
export interface MonitoringGaps {
  /** Between two checks, in order. */
  readonly between: readonly SessionSpan[];
  /** The first and the last check; null if there was none. */
  readonly firstSeconds: number | null;
  readonly lastSeconds: number | null;
  /** Whether it is known that there was no check before the first one. */
  readonly isFirstEver: boolean;
}

/**
 * The gaps in which no server was monitored. Samples are deleted by UTC day: where they begin at the start of such a
 * day, there may have been earlier ones.
 *
 * @param limitSeconds how long after midnight the first check of a day may have followed earlier checks
 */
export function monitoringGaps(monitored: readonly MonitoredSpan[], limitSeconds: number): MonitoringGaps {
  const inOrder = [...monitored].sort((a, b) => a.startSeconds - b.startSeconds);
  const between: SessionSpan[] = [];
  let lastSeconds: number | null = null;
  for (const { startSeconds, endSeconds } of inOrder) {
    if (lastSeconds !== null && startSeconds > lastSeconds) {
      between.push({ startSeconds: lastSeconds, endSeconds: startSeconds });
    }
    lastSeconds = Math.max(lastSeconds ?? endSeconds, endSeconds);
  }
  const firstSeconds = inOrder[0]?.startSeconds ?? null;
  return {
    between,
    firstSeconds,
    lastSeconds,
    isFirstEver: firstSeconds !== null && firstSeconds % DAY_SECONDS > limitSeconds,
  };
}

/**
 * The parts of a period without a check. A period that ends before the first check has none, since nothing is known of
 * it. The time after the last check counts only once the period is over, since the next check may still come.
 */
export function gapsIn(
  { between, firstSeconds, lastSeconds, isFirstEver }: MonitoringGaps,
  { startSeconds, endSeconds }: SessionSpan,
  isOver: boolean,
): readonly SessionSpan[] {
  if (firstSeconds === null || lastSeconds === null || firstSeconds >= endSeconds) return [];
  const gaps = [
    ...(isFirstEver && firstSeconds > startSeconds ? [{ startSeconds, endSeconds: firstSeconds }] : []),
    ...between.filter((gap) => gap.endSeconds > startSeconds && gap.startSeconds < endSeconds),
    ...(isOver && lastSeconds < endSeconds ? [{ startSeconds: Math.max(lastSeconds, startSeconds), endSeconds }] : []),
  ];
  return gaps.map((gap) => ({
    startSeconds: Math.max(gap.startSeconds, startSeconds),
    endSeconds: Math.min(gap.endSeconds, endSeconds),
  }));
}
