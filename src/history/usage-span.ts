import { addDays, utcDayOf } from "./local-day.js";
import type { Session } from "./session.js";

const LAST_DAY = "9999-12-31";

/** The first and the last day of which a session may have usage rows or be shown, whatever the site's zone is or was. */
export function usageSpan({
  startSeconds,
  endSeconds,
  lastSeenSeconds,
}: Pick<Session, "startSeconds" | "endSeconds" | "lastSeenSeconds">): readonly [string, string] {
  const nextDay = addDays(utcDayOf(endSeconds ?? lastSeenSeconds), 1);
  // After the year 9999 come five digits and a sign.
  return [addDays(utcDayOf(startSeconds), -1), nextDay.startsWith("+") ? LAST_DAY : nextDay];
}
