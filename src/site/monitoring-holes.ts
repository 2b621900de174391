import type { MonitoredSpan } from "../history/monitoring.js";
import type { SessionSpan } from "./peak.js";

/** When no server at all was looked at, as far as samples tell. Times are epoch seconds. */
export interface MonitoringHoles {
  /** Between two looks, in order. */
  readonly between: readonly SessionSpan[];
  /** The first and the last look; null if there was none. */
  readonly firstSeconds: number | null;
  readonly lastSeconds: number | null;
}

/** The holes that all servers' spans together leave. */
export function monitoringHoles(monitored: readonly MonitoredSpan[]): MonitoringHoles {
  const inOrder = monitored.toSorted((a, b) => a.startSeconds - b.startSeconds);
  const between: SessionSpan[] = [];
  let lastSeconds: number | null = null;
  for (const { startSeconds, endSeconds } of inOrder) {
    if (lastSeconds !== null && startSeconds > lastSeconds) {
      between.push({ startSeconds: lastSeconds, endSeconds: startSeconds });
    }
    lastSeconds = Math.max(lastSeconds ?? endSeconds, endSeconds);
  }
  return { between, firstSeconds: inOrder[0]?.startSeconds ?? null, lastSeconds };
}

/**
 * The parts of a period in which nobody looked. Of a period that ends before the first look nothing is known: none. What
 * comes after the last look counts only where the period is over, since who will look next is not known.
 */
export function holesIn(
  { between, firstSeconds, lastSeconds }: MonitoringHoles,
  { startSeconds, endSeconds }: SessionSpan,
  isOver: boolean,
): readonly SessionSpan[] {
  if (firstSeconds === null || lastSeconds === null || firstSeconds >= endSeconds) return [];
  const holes = [
    ...(firstSeconds > startSeconds ? [{ startSeconds, endSeconds: firstSeconds }] : []),
    ...between.filter((hole) => hole.endSeconds > startSeconds && hole.startSeconds < endSeconds),
    ...(isOver && lastSeconds < endSeconds ? [{ startSeconds: Math.max(lastSeconds, startSeconds), endSeconds }] : []),
  ];
  return holes.map((hole) => ({
    startSeconds: Math.max(hole.startSeconds, startSeconds),
    endSeconds: Math.min(hole.endSeconds, endSeconds),
  }));
}
