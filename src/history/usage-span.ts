import { countedUntil } from "./counted-from.js";
import { toUtcDay } from "./local-day.js";
import type { Session } from "./session.js";

const DAY_SECONDS = 86_400;
const LAST_DAY = "9999-12-31";

/** The first and the last day of which a session may have usage rows or be shown, whatever the site's zone is or was. */
export function usageSpan(session: Session): readonly [string, string] {
  const nextDay = toUtcDay(countedUntil(session) + DAY_SECONDS);
  // After the year 9999 come five digits and a sign.
  return [toUtcDay(session.startSeconds - DAY_SECONDS), nextDay.startsWith("+") ? LAST_DAY : nextDay];
}
