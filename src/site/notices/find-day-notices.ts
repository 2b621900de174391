import { addDays } from "../../history/local-day.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { UserDay } from "../../rollup/user-day.js";
import type { UserRollup } from "../../rollup/user-rollup.js";
import type { UserNotice } from "./notice.js";
import { PAST_DAYS, type UserPast } from "./user-past.js";

const TIMES_USUAL = 3;
const MIN_RECONNECTS = 10;
const MIN_BYTES = 1e9;
/** With fewer days, nothing is usual. */
const MIN_DAYS = 7;

/**
 * What may be worth a look about a user's days of a month as a whole: two addresses at once, more reconnects and more
 * traffic than usual.
 *
 * @param ofMonth the user's rollup of the month
 */
export function findDayNotices(ofMonth: UserRollup, past: UserPast, calendar: Calendar): readonly UserNotice[] {
  const { user, newestDays, concurrent } = ofMonth;
  const notices: UserNotice[] = [];
  for (const { startSeconds, endSeconds, addresses } of concurrent.newest) {
    const day = calendar.toDay(startSeconds);
    if (notices.some((known) => known.day === day)) continue;
    notices.push({ kind: "two-addresses", user, seconds: startSeconds, day, endSeconds, addresses });
  }
  const all = [...past.days, ...[...newestDays].reverse()];
  for (const [place, one] of all.entries()) {
    if (place < past.days.length) continue;
    const [day, , reconnects] = one;
    const firstDay = addDays(day, -PAST_DAYS);
    const readBefore = (): readonly UserDay[] => all.slice(0, place).filter((earlier) => earlier[0] >= firstDay);
    // The end of the day, or what is known of it so far.
    const time = { user, seconds: calendar.toDayStart(day), day };
    // What is usual costs most to find, and few days are beyond the least that matters.
    if (reconnects >= MIN_RECONNECTS) {
      const connected = readBefore().filter(([, sessionCount]) => sessionCount > 0);
      const usualReconnects = median(connected.map(([, , count]) => count));
      if (usualReconnects !== null && reconnects > TIMES_USUAL * usualReconnects) {
        notices.push({ kind: "flapping", ...time, reconnects, usualReconnects });
      }
    }
    const bytes = toBytes(one);
    if (bytes !== null && bytes > MIN_BYTES) {
      const usualBytes = highest95(readBefore().flatMap((earlier) => toBytes(earlier) ?? []));
      if (usualBytes !== null && bytes > TIMES_USUAL * usualBytes) {
        notices.push({ kind: "much-traffic", ...time, bytes, usualBytes });
      }
    }
  }
  return notices;
}

function toBytes([, , , , received, sent]: UserDay): number | null {
  return received === null && sent === null ? null : (received ?? 0) + (sent ?? 0);
}

function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** 95 of 100 values are not higher. */
function highest95(values: readonly number[]): number | null {
  return quantile(values, 0.95);
}

function quantile(values: readonly number[], share: number): number | null {
  if (values.length < MIN_DAYS) return null;
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? null;
}
