import type { Session } from "../../../history/session.js";
import type { DayEntry } from "../../../rollup/days.js";
import { cutOlderParts } from "../../pages/list-parts.js";
import { dayPath } from "../../site-paths.js";

/**
 * Finds the page in whose table a session of a day is: that of the day on which it began, or a further one if the day has
 * many. Null for a running session that no table has: only the first page of today lists those.
 */
export function makeRowPathFinder(
  { day, sessions }: Pick<DayEntry, "day" | "sessions">,
  today: string,
): (session: Session, startDay: string) => string | null {
  const { older } = cutOlderParts(sessions, dayPath(day));
  const further = new Map(older.flatMap(({ part, rows }) => rows.map(({ id }) => [id, part.path] as const)));
  return ({ id, endSeconds }, startDay) => {
    const path = startDay === day ? further.get(id) : undefined;
    if (endSeconds === null && (path !== undefined || startDay !== today)) return null;
    return path ?? dayPath(startDay);
  };
}
