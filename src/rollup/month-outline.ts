import type { Totals } from "./totals.js";

/** What pages show of a month whose sessions they do not list. */
export interface MonthOutline {
  readonly month: string;
  readonly totals: Totals;
  /** Whoever was connected in the month. */
  readonly userCount: number;
  /** The most sessions at one time. */
  readonly peak: number;
  readonly servers: readonly ServerMonth[];
}

/** One server's part of a month. */
export interface ServerMonth {
  readonly server: string;
  readonly month: string;
  readonly totals: Totals;
  /** Whoever was connected to the server in the month. */
  readonly userCount: number;
  /** When the first of the sessions began that were connected in the month, in epoch seconds. */
  readonly firstStartSeconds: number;
}
