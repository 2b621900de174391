import { groupBy } from "./group-by.js";
import { joinMonitoring, type MonitoredSpan } from "./monitoring.js";
import type { SampleHour } from "./sample-hour.js";
import { HOUR_SECONDS } from "../text/time-units.js";

/**
 * The spans in which servers were monitored, from hourly sums. A sum does not show which part of the hour was
 * monitored: next to an hour without samples, that part is put beside the neighbour with samples, so that a long gap
 * keeps its length. Any other hour counts as monitored as a whole, so that no monitored time is called a gap.
 *
 * @param hours in any order
 */
export function toMonitoredSpans(hours: readonly SampleHour[]): readonly MonitoredSpan[] {
  const spans = [...groupBy(hours, ({ server }) => server)].flatMap(([server, own]) => {
    const inOrder = [...own].sort((a, b) => a.timeSeconds - b.timeSeconds);
    return inOrder.map(({ timeSeconds, secondsCovered }, at): MonitoredSpan => {
      const hasBefore = inOrder[at - 1]?.timeSeconds === timeSeconds - HOUR_SECONDS;
      const hasAfter = inOrder[at + 1]?.timeSeconds === timeSeconds + HOUR_SECONDS;
      const endSeconds = timeSeconds + HOUR_SECONDS;
      if (hasBefore && !hasAfter)
        return { server, startSeconds: timeSeconds, endSeconds: timeSeconds + secondsCovered };
      if (hasAfter && !hasBefore) return { server, startSeconds: endSeconds - secondsCovered, endSeconds };
      return { server, startSeconds: timeSeconds, endSeconds };
    });
  });
  return joinMonitoring([{ spans, hours: [] }]).spans;
}
