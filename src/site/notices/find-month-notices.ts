import { getOrInsert } from "../../history/get-or-insert.js";
import { groupBy } from "../../history/group-by.js";
import { addDays } from "../../history/local-day.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import type { UserRollup } from "../../rollup/user-rollup.js";
import type { Countries } from "../countries.js";
import type { HistoryIndex } from "../site-index.js";
import { findDayNotices } from "./find-day-notices.js";
import { findStartNotices } from "./find-start-notices.js";
import { newestNoticeFirst, type GapNotice, type Notice } from "./notice.js";
import { monthsBefore, NO_PAST, toUserPast } from "./user-past.js";

/** What the notices of a month depend on: its sessions, and the users' past. */
export interface NoticeSources {
  readonly index: Pick<HistoryIndex, "users" | "dayNames" | "calendar">;
  /** Those that touch the month. */
  readonly gaps: readonly GapNotice[];
  readonly countries: Countries;
  /** The users of a month that is rolled up; none if nobody was connected in it. */
  readonly readUsers: (month: string) => readonly UserRollup[];
}

/** A user is new only in a history that is at least this old. */
export const OLD_HISTORY_DAYS = 7;

/**
 * The notices of a month, newest first. They depend only on the history up to then, so those of closed months never change.
 */
export function findMonthNotices(
  entry: MonthEntry,
  { index, gaps, countries, readUsers }: NoticeSources,
): readonly Notice[] {
  const { month, users } = entry;
  const { calendar } = index;
  const pastByUser = groupBy(
    monthsBefore(month).flatMap((earlier) => readUsers(earlier)),
    ({ user }) => user,
  );
  const rollups = new Map(readUsers(month).map((rollup) => [rollup.user, rollup]));
  const firstDay = index.dayNames.at(-1) ?? "";
  const isHistoryOld = (day: string): boolean => addDays(firstDay, OLD_HISTORY_DAYS) <= day;
  const notices: Notice[] = [...gaps];
  for (const [user, { sessions }] of users) {
    const known = pastByUser.get(user);
    const past = known === undefined ? NO_PAST : toUserPast(known, countries);
    const earlierEndSeconds = findEarlierEnd(index, user, month);
    notices.push(...findStartNotices({ user, sessions, past, countries, earlierEndSeconds, isHistoryOld }, calendar));
    const rollup = rollups.get(user);
    if (rollup !== undefined) notices.push(...findDayNotices(rollup, past, calendar));
  }
  return notices.sort(newestNoticeFirst);
}

/** What a month's notices need of the months long before it: the last ends of the users who were away since. */
export function toEarlierEnds(
  index: Pick<HistoryIndex, "users">,
): ReadonlyMap<string, readonly (readonly [user: string, earlierEndSeconds: number | null])[]> {
  const byMonth = new Map<string, [string, number | null][]>();
  const oldestByMonth = new Map<string, string>();
  for (const { user, months } of index.users.values()) {
    for (const [place, { month }] of months.entries()) {
      const previous = months[place + 1];
      const oldest = getOrInsert(oldestByMonth, month, () => monthsBefore(month)[0] ?? month);
      if (previous !== undefined && previous.month >= oldest) continue;
      getOrInsert(byMonth, month, () => []).push([user, findEarlierEnd(index, user, month)]);
    }
  }
  return byMonth;
}

/** When a user's last session that began before a month ended; null if there is none. */
function findEarlierEnd({ users }: Pick<HistoryIndex, "users">, user: string, month: string): number | null {
  let last: number | null = null;
  for (const { month: earlier, lastEndSeconds } of users.get(user)?.months ?? []) {
    if (earlier < month && lastEndSeconds !== null) last = Math.max(last ?? 0, lastEndSeconds);
  }
  return last;
}
