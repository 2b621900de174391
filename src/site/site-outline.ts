import type { UserFacts } from "./user-facts.js";
import type { ServerMonthEntry } from "./server-entry.js";
import type { Totals } from "../rollup/totals.js";

/**
 * What the pages show of days, months, users and servers that they do not list the sessions of. Plain data, and small at
 * any length of the history: a run in which little happens knows this instead of the sessions.
 */
export interface SiteOutline {
  /** Days on which someone was connected, newest first. */
  readonly dayNames: readonly string[];
  /** Newest first. */
  readonly months: readonly MonthOutline[];
  /** By name, in the order for people. */
  readonly users: readonly UserFacts[];
}

export interface MonthOutline {
  readonly month: string;
  readonly totals: Totals;
  /** Whoever was connected in the month. */
  readonly userCount: number;
  /** The most sessions at one time. */
  readonly peak: number;
  readonly servers: readonly ServerMonthOutline[];
  /** The UTC days on which ended sessions began that were connected in the month and had begun before it. */
  readonly carriedFromDays: readonly string[];
}

export interface ServerMonthOutline extends ServerMonthEntry {
  readonly server: string;
}
