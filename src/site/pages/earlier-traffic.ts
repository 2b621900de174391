import type { Session } from "../../history/session.js";
import { countedFromDay } from "../../rollup/session-shares.js";
import type { SiteIndex } from "../site-index.js";

/**
 * How many sessions count their traffic of earlier days on a day, on which they were first seen: the figures say so.
 *
 * @param carried sessions that were connected on the day and had begun before it
 */
export function countWithEarlierTraffic(
  carried: readonly Session[],
  day: string,
  { usage, calendar }: Pick<SiteIndex, "usage" | "calendar">,
): number {
  return carried.filter((session) => countedFromDay(session, usage.get(session.id), calendar) === day).length;
}
