/** A session as a span of time, in epoch seconds: `[start, end)`, at least a second long. */
export interface SessionSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A span of time for which the peak is computed, `[start, end)`. */
interface PeakPeriod<Key> extends SessionSpan {
  readonly key: Key;
}

/**
 * The most sessions at one time in each period: one sweep over all starts and ends. A session that ends in the second
 * in which another starts is not counted with it.
 *
 * @param periods in time order, not overlapping
 */
export function peaks<Key>(spans: readonly SessionSpan[], periods: readonly PeakPeriod<Key>[]): Map<Key, number> {
  const starts = Float64Array.from(spans, (span) => span.startSeconds).sort();
  const ends = Float64Array.from(spans, (span) => Math.max(span.endSeconds, span.startSeconds + 1)).sort();
  let started = 0;
  let ended = 0;
  const concurrentAt = (epochSeconds: number): number => {
    while (started < starts.length && (starts[started] ?? 0) <= epochSeconds) started += 1;
    while (ended < ends.length && (ends[ended] ?? 0) <= epochSeconds) ended += 1;
    return started - ended;
  };
  const peakByKey = new Map<Key, number>();
  for (const period of periods) {
    let peak = concurrentAt(period.startSeconds);
    while (started < starts.length && (starts[started] ?? 0) < period.endSeconds) {
      peak = Math.max(peak, concurrentAt(starts[started] ?? 0));
    }
    peakByKey.set(period.key, peak);
  }
  return peakByKey;
}
