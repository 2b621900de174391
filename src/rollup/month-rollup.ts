import type { Session } from "../history/session.js";
import { groupBy } from "../history/group-by.js";
import type { Calendar } from "./calendar.js";
import { hasPendingOverlap } from "./pending-overlap.js";
import type { MonthEntry } from "./month-entry.js";
import type { MonthOutline } from "./month-outline.js";
import { outlineDay, type DayOutline } from "./day-outline.js";
import { addDigests, NO_ROWS } from "./row-digest.js";
import { rollUpUserMonth, type UserRollup } from "./user-rollup.js";

/** A summary of a month's sessions, which stays small however many there are. Plain data. */
export interface MonthRollup extends MonthOutline {
  /** The days on which someone was connected, newest first. */
  readonly days: readonly DayOutline[];
  readonly users: readonly UserRollup[];
  /** The digest of the ended sessions that began in the month, with their usage: see `row-digest.ts`. */
  readonly rows: string;
  /** The users whose concurrent addresses may change although no session starts or ends: see `hasPendingOverlap`. */
  readonly usersWithPendingOverlap: readonly string[];
}

/** Summarizes a month without its sessions. */
export function rollUpMonth(entry: MonthEntry, calendar: Calendar): MonthRollup {
  const { month, totals, userCount, peak, servers, goneBySeconds, days, sessions, usage } = entry;
  const presentByUser = groupBy(sessions, ({ user }) => user);
  const present = (user: string): readonly Session[] => presentByUser.get(user) ?? [];
  const users = [...entry.users].map(([user, userMonth]) =>
    rollUpUserMonth(user, userMonth, present(user), usage, calendar),
  );
  return {
    month,
    totals,
    userCount,
    peak,
    servers,
    goneBySeconds,
    days: days.map(outlineDay),
    users,
    rows: users.reduce((sum, { rows }) => addDigests(sum, rows), NO_ROWS),
    usersWithPendingOverlap: [...presentByUser.keys()].filter((user) => hasPendingOverlap(present(user))),
  };
}
