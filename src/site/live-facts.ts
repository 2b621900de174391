import type { DayOutline } from "../rollup/day-outline.js";
import type { AbsentUser } from "./expected-users.js";
import type { Notice } from "./notices/notice.js";
import type { PastWeek } from "./past-week.js";
import type { UsagePeriods } from "./usage-periods.js";
import type { UsualDay } from "./usual-day.js";
import type { RecordedHour } from "./week-record.js";

/**
 * What the overview shows of the history, besides sessions. It changes only when someone connects or disconnects, or
 * a day ends. Plain data.
 */
export interface LiveFacts {
  /** The notices since yesterday, newest first, with gaps that ended since then. */
  readonly notices: readonly Notice[];
  /** How many notices this month has; null if nobody was connected in it, so that it has no page. */
  readonly noticeCount: number | null;
  /** Users of the alias file who have no session. */
  readonly neverConnected: readonly string[];
  /** The users who should always be connected and are not. */
  readonly absent: readonly AbsentUser[];
  /** The days on which someone was connected, of today and the 31 days before it, newest first. */
  readonly days: readonly DayOutline[];
  readonly usualDay: UsualDay;
  readonly pastWeek: PastWeek;
  /** In order. */
  readonly weekRecord: readonly RecordedHour[];
  readonly usage: UsagePeriods;
  /** The users who are connected. */
  readonly connected: readonly ConnectedUser[];
}

/** What tables of connected users show of each of them. */
export interface ConnectedUser {
  readonly user: string;
  /** For each of the 27 days before today: a level as in `presence.ts`, or `-` if it is not known. */
  readonly presence: string;
  /** Traffic of the 14 days before today, from 0 to the letter of the highest. */
  readonly traffic: string;
  /** How many sessions began from the addresses that the user is connected from. */
  readonly addresses: readonly (readonly [address: string, sessionCount: number])[];
}

export const SPARK_DAYS = 28;
export const TRAFFIC_DAYS = 14;
/** A bar's height, as one digit of base 17. */
export const TRAFFIC_LEVELS = 16;
