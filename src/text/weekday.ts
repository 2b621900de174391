/** The weekday of a day like `2026-11-21`: 0 for Sunday, 6 for Saturday. */
export function toWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
