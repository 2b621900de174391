import { countedFrom, countedUntil } from "../../../history/counted-from.js";
import { addDays } from "../../../history/local-day.js";
import type { RecordedDays } from "../recorded-days.js";
import { addShare, startTotals, type RunningTotals, type Totals } from "../../../rollup/totals.js";
import { lastDayOf, sessionShares } from "../../../rollup/session-shares.js";
import type { SiteDays } from "../../../rollup/site-days.js";
import type { SiteIndex, UserEntry } from "../../site-index.js";

const CHART_DAYS = 31;

/** One day of one user, by what is settled of it. */
export interface UserDay {
  readonly day: string;
  /** Whether it is known if the user was connected. */
  readonly isRecorded: boolean;
  /** Null if the user was not connected. */
  readonly totals: Totals | null;
}

/**
 * The 31 days up to a user's last one, in order.
 *
 * @param lastDay by {@link lastSettledDay}
 */
export function userDaysChart(
  index: SiteIndex,
  { sessions }: Pick<UserEntry, "sessions">,
  lastDay: string,
  recordedDays: RecordedDays,
): readonly UserDay[] {
  const { calendar, usage } = index;
  const firstDay = addDays(lastDay, 1 - CHART_DAYS);
  const fromSeconds = calendar.startOf(firstDay);
  const byDay = new Map<string, RunningTotals>();
  for (const session of sessions) {
    if (countedUntil(session) < fromSeconds) continue;
    const unsettledDay = session.endSeconds === null ? lastDayOf(session, calendar) : "";
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      if (share.day < firstDay || share.day > lastDay || share.day === unsettledDay) continue;
      const totals = byDay.get(share.day) ?? startTotals();
      addShare(totals, share);
      byDay.set(share.day, totals);
    }
  }
  return Array.from({ length: CHART_DAYS }, (_, number): UserDay => {
    const day = addDays(firstDay, number);
    const totals = byDay.get(day) ?? null;
    return { day, isRecorded: totals !== null || recordedDays.has(day), totals };
  });
}

/**
 * The last day of which something of a user is settled, whatever the time is now: an ended session settles the day of its
 * end, a running one that before the day on which it was last seen. Null if nothing is.
 */
export function lastSettledDay({ sessions }: Pick<UserEntry, "sessions">, calendar: SiteDays): string | null {
  let lastEndSeconds: number | null = null;
  let last: string | null = null;
  for (const session of sessions) {
    if (session.endSeconds !== null) {
      const endSeconds = countedUntil(session);
      lastEndSeconds = Math.max(lastEndSeconds ?? endSeconds, endSeconds);
      continue;
    }
    const settledDay = addDays(lastDayOf(session, calendar), -1);
    const isStarted = settledDay >= calendar.dayOf(countedFrom(session));
    if (isStarted && (last === null || settledDay > last)) last = settledDay;
  }
  const lastEnded = lastEndSeconds === null ? null : calendar.dayOf(lastEndSeconds);
  if (last === null || lastEnded === null) return last ?? lastEnded;
  return last > lastEnded ? last : lastEnded;
}
