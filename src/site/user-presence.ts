import { addDays, toMonth } from "../history/local-day.js";
import { levelOn } from "../rollup/presence.js";
import type { UserMonthRollup } from "../rollup/user-rollup.js";
import type { RecordedDays } from "./charts/recorded-days.js";

/** @returns the days before a day, in order */
export function daysBefore(day: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => addDays(day, place - count));
}

/**
 * How a user was connected on some days: for each a level as in `presence.ts`, or `-` if it is not known.
 *
 * @param days in order
 */
export function toPresenceOn(
  days: readonly string[],
  months: readonly UserMonthRollup[],
  recorded: RecordedDays,
): string {
  const firstMonth = toMonth(days[0] ?? "");
  const presenceByMonth = new Map(
    months.filter(({ month }) => month >= firstMonth).map(({ month, presence }) => [month, presence]),
  );
  return days
    .map((day) => (recorded.has(day) ? String(levelOn(day, presenceByMonth.get(toMonth(day)))) : "-"))
    .join("");
}
