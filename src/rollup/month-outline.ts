import type { Totals } from "./totals.js";

/** The figures of a month, for pages that do not list its sessions. */
export interface MonthOutline {
  readonly month: string;
  readonly totals: Totals;
  /** The number of users who were connected in the month. */
  readonly userCount: number;
  /** The most sessions at one time. */
  readonly peak: number;
  readonly servers: readonly ServerMonth[];
  /**
   * Until when one of the ended sessions may have been connected, in epoch seconds: later than the month if there was
   * a gap in monitoring. Null: none has ended.
   */
  readonly goneBySeconds: number | null;
}

/** One server's part of a month. */
export interface ServerMonth {
  readonly server: string;
  readonly month: string;
  readonly totals: Totals;
  /** The number of users who were connected to the server in the month. */
  readonly userCount: number;
  /** When the first of the sessions began that were connected in the month, in epoch seconds. */
  readonly firstStartSeconds: number;
}
