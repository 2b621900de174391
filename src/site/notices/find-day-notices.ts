import { addDays } from "../../history/local-day.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { UserDay } from "../../rollup/user-day.js";
import type { UserRollup } from "../../rollup/user-rollup.js";
import type { UserNotice } from "./notice.js";
import { PAST_DAYS, type UserPast } from "./user-past.js";

const TIMES_USUAL = 3;
const MIN_RECONNECTS = 10;
const MIN_BYTES = 1e9;
const MEDIAN = 0.5;
const HIGHEST_95 = 0.95;
/** With fewer days, there is nothing to compare with. */
const MIN_DAYS = 7;

/**
 * The notices about whole days of a user's month: two addresses at once, more reconnects and more
 * traffic than usual.
 *
 * @param rollup the user's rollup of the month
 */
export function findDayNotices(rollup: UserRollup, past: UserPast, calendar: Calendar): readonly UserNotice[] {
  const { user, newestDays, concurrent } = rollup;
  const notices: UserNotice[] = [];
  for (const { startSeconds, endSeconds, addresses } of concurrent.newest) {
    const day = calendar.toDay(startSeconds);
    if (notices.some((known) => known.day === day)) continue;
    notices.push({ kind: "two-addresses", user, seconds: startSeconds, day, endSeconds, addresses });
  }
  const days = [...newestDays].reverse();
  const all = [...past.days, ...days];
  let firstPlace = 0;
  for (const [place, one] of days.entries()) {
    const [day, , reconnects] = one;
    const firstDay = addDays(day, -PAST_DAYS);
    while ((all[firstPlace]?.[0] ?? firstDay) < firstDay) firstPlace += 1;
    const readBefore = (): readonly UserDay[] => all.slice(firstPlace, past.days.length + place);
    // The time of a notice is that of the day.
    const time = { user, seconds: calendar.toDayStart(day), day };
    // The comparison costs most, and few days reach the minimum.
    if (reconnects >= MIN_RECONNECTS) {
      const connected = readBefore().filter(([, sessionCount]) => sessionCount > 0);
      const usualReconnects = findUsualBelow(
        reconnects,
        connected.map(([, , count]) => count),
        MEDIAN,
      );
      if (usualReconnects !== null) notices.push({ kind: "flapping", ...time, reconnects, usualReconnects });
    }
    const bytes = toBytes(one);
    if (bytes !== null && bytes > MIN_BYTES) {
      const usualBytes = findUsualBelow(
        bytes,
        readBefore().flatMap((earlier) => toBytes(earlier) ?? []),
        HIGHEST_95,
      );
      if (usualBytes !== null) notices.push({ kind: "much-traffic", ...time, bytes, usualBytes });
    }
  }
  return notices;
}

function toBytes([, , , , received, sent]: UserDay): number | null {
  return received === null && sent === null ? null : (received ?? 0) + (sent ?? 0);
}

/**
 * The usual value: this share of the values is not higher.
 *
 * @returns null if too few are known, or if the value is not several times as high
 */
function findUsualBelow(value: number, earlier: readonly number[], share: number): number | null {
  if (earlier.length < MIN_DAYS) return null;
  const place = Math.ceil(earlier.length * share) - 1;
  // Most days are as usual, and to count is much faster than to sort.
  const exceeded = earlier.reduce((count, one) => (value > TIMES_USUAL * one ? count + 1 : count), 0);
  return exceeded > place ? ([...earlier].sort((a, b) => a - b)[place] ?? null) : null;
}
