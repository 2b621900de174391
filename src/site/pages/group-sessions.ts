import { countedFrom } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";

/** The sessions that one user began on one day (as far as their starts are believed), newest first. */
export interface SessionGroup {
  readonly user: string;
  readonly day: string;
  readonly sessions: readonly Session[];
}

/**
 * Sessions grouped by user and day, the group with the newest session first.
 *
 * @param sessions newest start first
 * @param toDay the site's day at an instant in epoch seconds
 */
export function groupSessions(
  sessions: readonly Session[],
  toDay: (epochSeconds: number) => string,
): readonly SessionGroup[] {
  const groups: { user: string; day: string; sessions: Session[] }[] = [];
  const groupByUser = new Map<string, Session[]>();
  let currentDay = "";
  for (const session of sessions) {
    const day = toDay(countedFrom(session));
    if (day !== currentDay) groupByUser.clear();
    currentDay = day;
    const group = groupByUser.get(session.user);
    if (group === undefined) {
      const newGroup = [session];
      groupByUser.set(session.user, newGroup);
      groups.push({ user: session.user, day, sessions: newGroup });
    } else {
      group.push(session);
    }
  }
  return groups;
}
