import { countedUntil } from "./counted-from.js";
import { toUtcDay } from "./local-day.js";
import type { Session } from "./session.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** No day file is later. */
export const LAST_DAY = "9999-12-31";

/** The first and the last day on which a session may be shown or have usage rows, in any zone. */
export function usageSpan(session: Session): readonly [string, string] {
  const nextDay = toUtcDay(countedUntil(session) + DAY_SECONDS);
  // Years after 9999 are written with a sign and more digits.
  return [toUtcDay(session.startSeconds - DAY_SECONDS), nextDay.startsWith("+") ? LAST_DAY : nextDay];
}
