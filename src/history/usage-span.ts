import { addDays, utcDayOf } from "./local-day.js";
import type { Session } from "./session.js";

/** The first and the last day of which a session may have usage rows or be shown, whatever the site's zone is or was. */
export function usageSpan({
  startSeconds,
  endSeconds,
  lastSeenSeconds,
}: Pick<Session, "startSeconds" | "endSeconds" | "lastSeenSeconds">): readonly [string, string] {
  return [addDays(utcDayOf(startSeconds), -1), addDays(utcDayOf(endSeconds ?? lastSeenSeconds), 1)];
}
