import { getOrInsert } from "../../history/get-or-insert.js";
import { groupBy } from "../../history/group-by.js";
import { addDays, toMonth } from "../../history/local-day.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { MonitoringGaps } from "../charts/monitoring-gaps.js";
import type { GapNotice } from "./notice.js";

/**
 * The notices of the times in which no server was checked, by each month that they touch. Those of a day are one
 * notice. A time over midnight has its own: it is known only when it has ended, and the day on which it began may have had one before.
 */
export function findGapNotices(
  { between }: Pick<MonitoringGaps, "between">,
  calendar: Calendar,
): ReadonlyMap<string, readonly GapNotice[]> {
  const gaps = between.map((span) => {
    const lastDay = calendar.toDay(span.endSeconds - 1);
    return { day: calendar.toDay(span.startSeconds), lastDay, ...span };
  });
  const byMonth = new Map<string, GapNotice[]>();
  for (const spans of groupBy(gaps, ({ day, lastDay }) => `${day} ${lastDay}`).values()) {
    const [first, last] = [spans[0], spans.at(-1)];
    if (first === undefined || last === undefined) continue;
    const { day, lastDay, startSeconds } = first;
    const notice: GapNotice = {
      kind: "gap",
      seconds: startSeconds,
      day,
      lastDay,
      spanCount: spans.length,
      endSeconds: last.endSeconds,
      totalSeconds: spans.reduce((sum, span) => sum + span.endSeconds - span.startSeconds, 0),
    };
    for (let month = toMonth(day); month <= toMonth(lastDay); month = toMonth(addDays(`${month}-01`, 31))) {
      getOrInsert(byMonth, month, () => []).push(notice);
    }
  }
  return byMonth;
}
