import { addDays, toMonth } from "../../../history/local-day.js";
import { NO_COUNTS, type Counts, type PeriodCounts } from "../period-counts.js";
import type { RecordedDays } from "../recorded-days.js";
import type { DayEntry } from "../../../rollup/days.js";
import type { MonthEntry } from "../../../rollup/month-entry.js";
import type { SiteIndex } from "../../site-index.js";

/** Every day of a month, in order. Today is still to come as long as nothing of it is recorded. */
export function daysChart(
  { today }: Pick<SiteIndex, "today">,
  { month, days }: Pick<MonthEntry, "month" | "days">,
  recordedDays: RecordedDays,
): readonly PeriodCounts[] {
  const entries = new Map(days.map((entry) => [entry.day, entry]));
  return daysOfMonth(month).map((day): PeriodCounts => {
    const entry = entries.get(day);
    if (entry !== undefined) return { period: day, state: "recorded", counts: toCounts(entry) };
    if (recordedDays.has(day)) return { period: day, state: "recorded", counts: NO_COUNTS };
    return { period: day, state: day >= today ? "to-come" : "unrecorded", counts: NO_COUNTS };
  });
}

function toCounts({ sessions, carried, peak }: DayEntry): Counts {
  const users = new Set([...sessions, ...carried].map(({ user }) => user));
  return { sessions: sessions.length, users: users.size, peak };
}

function daysOfMonth(month: string): readonly string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; toMonth(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}
