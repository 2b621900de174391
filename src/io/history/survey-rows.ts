import { addDays, toUtcDay } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import { usageSpan } from "../../history/usage-span.js";
import type { DayRows } from "./day-rows.js";

export interface RowsSurvey {
  /** How many sessions stand in each day's file. */
  readonly countByDay: ReadonlyMap<string, number>;
  /**
   * Whether rows stand in other files than those of their days, or twice in one file, as only someone's hand puts them:
   * then a session and its usage cannot be found by their days.
   */
  readonly hasStrays: boolean;
}

/**
 * Reads the whole history, a few days of it in memory at a time.
 *
 * @param open sessions that run; one that stands in a day file too is a stray
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function surveyRows(rows: DayRows, open: readonly Session[]): RowsSurvey {
  const openIds = new Set(open.map(({ id }) => id));
  const sessionDays = rows.sessionDays();
  // Usage rows that no session of their days has: of one that someone deleted, or of one that was not connected then.
  const unclaimedIds = new Set<string>();
  const lastDayById = new Map<string, string>();
  const countByDay = new Map<string, number>();
  let hasStrays = false;
  for (const day of new Set([...sessionDays.map((one) => addDays(one, -1)), ...rows.usageDays()].sort())) {
    for (const [id, lastDay] of lastDayById) if (lastDay < day) lastDayById.delete(id);
    const nextDay = addDays(day, 1);
    const sessions = rows.sessionsOf(nextDay);
    countByDay.set(nextDay, sessions.length);
    for (const session of sessions) {
      hasStrays ||=
        toUtcDay(session.startSeconds) !== nextDay || lastDayById.has(session.id) || openIds.has(session.id);
      lastDayById.set(session.id, usageSpan(session)[1]);
    }
    for (const { id } of rows.usageOf(day)) if (!lastDayById.has(id) && !openIds.has(id)) unclaimedIds.add(id);
  }
  const isClaimed = (day: string): boolean => rows.sessionsOf(day).some(({ id }) => unclaimedIds.has(id));
  return { countByDay, hasStrays: hasStrays || (unclaimedIds.size > 0 && sessionDays.some(isClaimed)) };
}
