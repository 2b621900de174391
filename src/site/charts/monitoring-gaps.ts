import type { MonitoredSpan } from "../../history/monitoring.js";
import type { SessionSpan } from "../../rollup/peak.js";

/** When no server at all was looked at, as far as samples tell. Times are epoch seconds. */
export interface MonitoringGaps {
  /** Between two looks, in order. */
  readonly between: readonly SessionSpan[];
  /** The first and the last look; null if there was none. */
  readonly firstSeconds: number | null;
  readonly lastSeconds: number | null;
  /** Whether it is known that nobody looked before the first look. */
  readonly isFirstEver: boolean;
}

const DAY_SECONDS = 86_400;

/**
 * The gaps that all servers' spans together leave. Samples are let go of by UTC day: where they begin with such a day,
 * there may have been others before them.
 *
 * @param limitSeconds how long after midnight the first look of a day is still one of many
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
 * The parts of a period in which nobody looked. Of a period that ends before the first look nothing is known: none. What
 * comes after the last look counts only where the period is over, since who will look next is not known.
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
