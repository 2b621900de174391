import { addDays, toMonth } from "../history/local-day.js";
import type { UserDay } from "./user-day.js";
import { HOUR_SECONDS } from "../text/time-units.js";

/**
 * How long a user was connected on each day of a month: a digit for each day, from `0` (not connected) to `4`. Two users
 * of a year are then no more than a line of text.
 */
export type Presence = string;

/** From this many hours on, the level is 2, 3 and 4. A day with a shorter time has level 1. */
const PRESENCE_HOURS = [1, 4, 8] as const;

export type PresenceLevel = 0 | 1 | 2 | 3 | 4;

/** One digit for each day of the month, from 0 to 4. */
export function toPresence(month: string, days: readonly UserDay[]): Presence {
  const levels = new Map(days.map(([day, , , connectedSeconds]) => [day, toLevel(connectedSeconds)]));
  let presence = "";
  for (let day = `${month}-01`; toMonth(day) === month; day = addDays(day, 1)) presence += String(levels.get(day) ?? 0);
  return presence;
}

/** The level of a day on which the user was connected. */
function toLevel(connectedSeconds: number): PresenceLevel {
  const [few, some, many] = PRESENCE_HOURS;
  const hours = connectedSeconds / HOUR_SECONDS;
  if (hours < few) return 1;
  if (hours < some) return 2;
  return hours < many ? 3 : 4;
}

/** @param presence of the day's month */
export function levelOn(day: string, presence: Presence | undefined): PresenceLevel {
  const level = Number(presence?.[Number(day.slice(8)) - 1] ?? 0);
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : 0;
}
