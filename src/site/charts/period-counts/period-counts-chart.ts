import { addDays, toMonth } from "../../../history/local-day.js";
import type { RecordedDays } from "../recorded-days.js";
import { countUsers } from "../../../rollup/day-outline.js";
import type { DayEntry } from "../../../rollup/days.js";
import type { MonthEntry } from "../../../rollup/month-entry.js";
import type { HistoryIndex, SiteIndex } from "../../site-index.js";

/** How much went on in a day or a month. */
export interface Counts {
  /** Sessions that began. */
  readonly sessions: number;
  /** The number of users who were connected. */
  readonly users: number;
  /** The most sessions at one time. */
  readonly peak: number;
}

/** A day, `2026-11-21`, or a month, `2026-11`, in a chart. */
export interface PeriodCounts {
  readonly period: string;
  readonly state: PeriodState;
  /** All zero where nothing was recorded. */
  readonly counts: Counts;
}

/** Recorded: someone was connected, or a check found nobody. */
export type PeriodState = "recorded" | "unrecorded" | "to-come";

const NO_COUNTS: Counts = { sessions: 0, users: 0, peak: 0 };

/** Every day of a month, in order. Today is still to come until something is recorded on it. */
export function toDaysChart(
  { today }: Pick<SiteIndex, "today">,
  { month, days }: Pick<MonthEntry, "month" | "days">,
  recordedDays: RecordedDays,
): readonly PeriodCounts[] {
  const entries = new Map(days.map((entry) => [entry.day, entry]));
  return listDays(month).map((day): PeriodCounts => {
    const entry = entries.get(day);
    if (entry !== undefined) return { period: day, state: "recorded", counts: toCounts(entry) };
    if (recordedDays.has(day)) return { period: day, state: "recorded", counts: NO_COUNTS };
    return { period: day, state: day >= today ? "to-come" : "unrecorded", counts: NO_COUNTS };
  });
}

function toCounts(entry: DayEntry): Counts {
  return { sessions: entry.sessions.length, users: countUsers(entry), peak: entry.peak };
}

function listDays(month: string): readonly string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; toMonth(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Five years: with more, a month would be too narrow. */
const MAX_CHART_MONTHS = 60;

export interface MonthsChart {
  /** From the first with sessions to the current one, at most {@link MAX_CHART_MONTHS}; empty if there are none. */
  readonly months: readonly PeriodCounts[];
  /** Whether there are sessions in older ones. */
  readonly hasOlder: boolean;
}

/** Every month in order, also those without sessions. Future months, which a wrong clock wrote, are left out. */
export function toMonthsChart(index: HistoryIndex, recordedDays: RecordedDays): MonthsChart {
  const newest = toMonth(index.today);
  const oldestShown = monthBefore(newest, MAX_CHART_MONTHS - 1);
  const recordedMonths = toRecordedMonths(recordedDays);
  const past = [...index.months.keys()].filter((month) => month <= newest);
  const oldest = past.findLast((month) => month >= oldestShown);
  const months: PeriodCounts[] = [];
  for (let month = oldest ?? ""; oldest !== undefined && month <= newest; month = monthBefore(month, -1)) {
    months.push(toMonthCounts(index, month, recordedMonths));
  }
  return { months, hasOlder: past.some((month) => month < oldestShown) };
}

/** The twelve months of a year. */
export function toYearChart(index: HistoryIndex, year: string, recordedDays: RecordedDays): readonly PeriodCounts[] {
  const recordedMonths = toRecordedMonths(recordedDays);
  return Array.from({ length: 12 }, (_, place) =>
    toMonthCounts(index, `${year}-${String(place + 1).padStart(2, "0")}`, recordedMonths),
  );
}

function toRecordedMonths(recordedDays: RecordedDays): ReadonlySet<string> {
  return new Set([...recordedDays].map(toMonth));
}

function toMonthCounts(
  { months, today }: HistoryIndex,
  month: string,
  recordedMonths: ReadonlySet<string>,
): PeriodCounts {
  const entry = months.get(month);
  if (entry !== undefined) {
    const { totals, userCount, peak } = entry;
    return { period: month, state: "recorded", counts: { sessions: totals.sessionCount, users: userCount, peak } };
  }
  if (recordedMonths.has(month)) return { period: month, state: "recorded", counts: NO_COUNTS };
  return { period: month, state: month >= toMonth(today) ? "to-come" : "unrecorded", counts: NO_COUNTS };
}

function monthBefore(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - count;
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}
