import { countedFrom } from "../../../history/counted-from.js";
import { addDays, toMonth } from "../../../history/local-day.js";
import type { Session } from "../../../history/session.js";
import type { RecordedDays } from "../recorded-days.js";
import { addShare, startTotals, type RunningTotals, type Totals } from "../../../rollup/totals.js";
import { toLastDay, sessionShares } from "../../../rollup/session-shares.js";
import type { Calendar } from "../../../rollup/calendar.js";
import type { UserEntry, UserOutline, HistoryIndex } from "../../site-index.js";
import { getOrInsert } from "../../../history/get-or-insert.js";

export const USER_CHART_DAYS = 31;

/** One day of one user, by its final figures. */
export interface UserDay {
  readonly day: string;
  /** Whether it is known whether the user was connected. */
  readonly isRecorded: boolean;
  /** Null if the user was not connected. */
  readonly totals: Totals | null;
}

/**
 * The 31 days up to the user's last one, in order.
 *
 * @param lastDay by {@link lastFinalDay}
 */
export function toUserDaysChart(
  { calendar }: Pick<HistoryIndex, "calendar">,
  user: Pick<UserEntry, "months" | "open" | "read">,
  lastDay: string,
  recordedDays: RecordedDays,
): readonly UserDay[] {
  const firstDay = addDays(lastDay, 1 - USER_CHART_DAYS);
  const fromSeconds = calendar.toDayStart(firstDay);
  const openMonths = new Set(user.open.map((session) => toMonth(calendar.toDay(countedFrom(session)))));
  const { sessions, usage } = user.read(
    user.months.filter(
      ({ month, lastEndSeconds }) =>
        openMonths.has(month) || (lastEndSeconds !== null && lastEndSeconds >= fromSeconds),
    ),
  );
  const byDay = new Map<string, RunningTotals>();
  for (const session of sessions) {
    const unfinishedDay = session.endSeconds === null ? toLastDay(session, calendar) : "";
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      if (share.day < firstDay || share.day > lastDay || share.day === unfinishedDay) continue;
      addShare(getOrInsert(byDay, share.day, startTotals), share);
    }
  }
  return Array.from({ length: USER_CHART_DAYS }, (_, number): UserDay => {
    const day = addDays(firstDay, number);
    const totals = byDay.get(day) ?? null;
    return { day, isRecorded: totals !== null || recordedDays.has(day), totals };
  });
}

/**
 * The last day with final figures of a user, whatever the time is now: the day on which an ended session ended, or the
 * day before a running one was last seen. Null if there is none.
 *
 * @param open the user's running sessions
 */
export function lastFinalDay(
  { lastEndSeconds }: Pick<UserOutline, "lastEndSeconds">,
  open: readonly Session[],
  calendar: Calendar,
): string | null {
  let last: string | null = null;
  for (const session of open) {
    const finalDay = addDays(toLastDay(session, calendar), -1);
    const isStarted = finalDay >= calendar.toDay(countedFrom(session));
    if (isStarted && (last === null || finalDay > last)) last = finalDay;
  }
  const lastEnded = lastEndSeconds === null ? null : calendar.toDay(lastEndSeconds);
  if (last === null || lastEnded === null) return last ?? lastEnded;
  return last > lastEnded ? last : lastEnded;
}
