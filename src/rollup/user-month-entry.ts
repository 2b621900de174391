import type { Session } from "../history/session.js";
import { addSessionDay, type SessionDay } from "./days.js";
import { getOrInsert } from "../history/get-or-insert.js";
import { startTotals, type RunningTotals, type Totals } from "./totals.js";

/** One user's month with its sessions. */
export interface UserMonthEntry {
  readonly month: string;
  readonly totals: Totals;
  /** Sessions that began in the month, newest first. */
  readonly sessions: readonly Session[];
  /** The days of the month on which the user was connected, in no order. */
  readonly days: ReadonlyMap<string, Totals>;
}

export interface UserMonthBuild {
  readonly month: string;
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly days: Map<string, RunningTotals>;
}

/** A month without sessions, to be added to. */
export function startUserMonth(month: string): UserMonthBuild {
  return { month, totals: startTotals(), sessions: [], days: new Map() };
}

/** Adds a session's share of a day to the user's month. */
export function addToUserMonth(userMonth: UserMonthBuild, { session, share, beginsHere }: SessionDay): void {
  addSessionDay(userMonth.totals, { share, beginsHere });
  addSessionDay(getOrInsert(userMonth.days, share.day, startTotals), { share, beginsHere });
  if (beginsHere) userMonth.sessions.push(session);
}
