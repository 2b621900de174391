import { addDays, toMonth } from "../../history/local-day.js";
import { levelOn, type PresenceLevel } from "../../rollup/presence.js";
import type { UserMonthRollup } from "../../rollup/user-rollup.js";
import { dayPath } from "../site-paths.js";
import { toWeekday } from "../../text/weekday.js";

/** A year of a user as a calendar: a column for each week, a row for each weekday from Monday on. */
export interface UserCalendar {
  readonly firstDay: string;
  /** The last day on which the user was connected. */
  readonly lastDay: string;
  readonly presentDays: number;
  readonly weekCount: number;
  /** How many weeks the row of each weekday has: after the last day there are no cells. */
  readonly weekCounts: readonly number[];
  /** Only days on which the user was connected; the others are empty. */
  readonly cells: readonly CalendarCell[];
  /** The weeks in which months begin. */
  readonly months: readonly { readonly month: string; readonly week: number }[];
}

interface CalendarCell {
  readonly day: string;
  readonly path: string;
  readonly level: PresenceLevel;
  readonly week: number;
  /** 0 is Monday. */
  readonly weekday: number;
}

const DAYS = 7;
const WEEKS = 53;

/**
 * @param months newest first
 * @returns null if the user was never connected
 */
export function userCalendar(months: readonly UserMonthRollup[]): UserCalendar | null {
  const lastDay = findLastDay(months);
  if (lastDay === null) return null;
  const presenceByMonth = new Map(months.map(({ month, presence }) => [month, presence]));
  const firstDay = addDays(lastDay, -toRow(lastDay) - DAYS * (WEEKS - 1));
  const cells: CalendarCell[] = [];
  const monthWeeks: { month: string; week: number }[] = [];
  for (let [day, at] = [firstDay, 0]; day <= lastDay; [day, at] = [addDays(day, 1), at + 1]) {
    const week = Math.floor(at / DAYS);
    if (day.endsWith("-01")) monthWeeks.push({ month: toMonth(day), week });
    const level = levelOn(day, presenceByMonth.get(toMonth(day)));
    if (level > 0) cells.push({ day, path: dayPath(day), level, week, weekday: at % DAYS });
  }
  const lastWeekday = toRow(lastDay);
  return {
    firstDay,
    lastDay,
    presentDays: cells.length,
    weekCount: WEEKS,
    weekCounts: Array.from({ length: DAYS }, (_, weekday) => (weekday > lastWeekday ? WEEKS - 1 : WEEKS)),
    cells,
    months: monthWeeks,
  };
}

function findLastDay(months: readonly UserMonthRollup[]): string | null {
  for (const { month, presence } of months) {
    const place = presence.search(/[1-4]0*$/);
    if (place >= 0) return addDays(`${month}-01`, place);
  }
  return null;
}

/** 0 for Monday. */
function toRow(day: string): number {
  return (toWeekday(day) + DAYS - 1) % DAYS;
}
