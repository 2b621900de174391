import { groupBy } from "../../history/group-by.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { MonitoringGaps } from "../charts/monitoring-gaps.js";
import type { GapNotice } from "./notice.js";

/** For each day, one notice of the times in which no server was checked. */
export function findGapNotices(
  { between }: Pick<MonitoringGaps, "between">,
  isWanted: (day: string) => boolean,
  calendar: Calendar,
): readonly GapNotice[] {
  const byDay = groupBy(between, ({ startSeconds }) => calendar.toDay(startSeconds));
  return [...byDay]
    .filter(([day]) => isWanted(day))
    .map(([day, spans]) => ({
      kind: "gap",
      seconds: spans[0]?.startSeconds ?? 0,
      day,
      spanCount: spans.length,
      endSeconds: spans.at(-1)?.endSeconds ?? 0,
      totalSeconds: spans.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0),
    }));
}
