import { addDays } from "../history/local-day.js";

/** Whether a text like `2026-02-30` is a day that there is. */
export function isCalendarDay(text: string): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}
