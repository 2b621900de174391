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

export function startUserMonth(month: string): UserMonthBuild {
  return { month, totals: startTotals(), sessions: [], days: new Map() };
}

export function addToUserMonth(ofMonth: UserMonthBuild, { session, share, beginsHere }: SessionDay): void {
  addSessionDay(ofMonth.totals, { share, beginsHere });
  addSessionDay(getOrInsert(ofMonth.days, share.day, startTotals), { share, beginsHere });
  if (beginsHere) ofMonth.sessions.push(session);
}
