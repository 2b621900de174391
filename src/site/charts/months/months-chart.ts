import { toMonth } from "../../../history/local-day.js";
import { NO_COUNTS, type PeriodCounts } from "../period-counts.js";
import type { RecordedDays } from "../recorded-days.js";
import type { HistoryIndex } from "../../site-index.js";

/** Five years: with more, a month would be too narrow for what it shows. */
const MAX_CHART_MONTHS = 60;

export interface MonthsChart {
  /** From the first with sessions to the current one, at most {@link MAX_CHART_MONTHS}; empty if there are none. */
  readonly months: readonly PeriodCounts[];
  /** Whether there are sessions in older ones. */
  readonly hasOlder: boolean;
}

/** Every month in order, also those without anything. What a wrong clock dated to months to come is left out. */
export function monthsChart(index: HistoryIndex, recordedDays: RecordedDays): MonthsChart {
  const newest = toMonth(index.today);
  const oldestShown = monthBefore(newest, MAX_CHART_MONTHS - 1);
  const recordedMonths = new Set([...recordedDays].map(toMonth));
  const past = [...index.months.keys()].filter((month) => month <= newest);
  const oldest = past.findLast((month) => month >= oldestShown);
  const months: PeriodCounts[] = [];
  for (let month = oldest ?? ""; oldest !== undefined && month <= newest; month = monthBefore(month, -1)) {
    const entry = index.months.get(month);
    if (entry !== undefined) {
      const { totals, userCount, peak } = entry;
      const counts = { sessions: totals.sessionCount, users: userCount, peak };
      months.push({ period: month, state: "recorded", counts });
    } else if (recordedMonths.has(month)) {
      months.push({ period: month, state: "recorded", counts: NO_COUNTS });
    } else {
      months.push({ period: month, state: month === newest ? "to-come" : "unrecorded", counts: NO_COUNTS });
    }
  }
  return { months, hasOlder: past.some((month) => month < oldestShown) };
}

function monthBefore(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - count;
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}
