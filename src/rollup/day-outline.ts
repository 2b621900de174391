import type { DayEntry } from "./days.js";

/** The final figures of a day, for pages that do not list its sessions. Plain data. */
export interface DayOutline {
  readonly day: string;
  /** Sessions that began. */
  readonly sessionCount: number;
  /** Sessions that had begun before it. */
  readonly carriedCount: number;
  /** How many users were connected on the day. */
  readonly userCount: number;
  /** The most sessions at one time. */
  readonly peak: number;
  readonly connectedSeconds: number;
  /** Null if no traffic is final or known. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** Drops the sessions of a day. */
export function outlineDay(entry: DayEntry): DayOutline {
  const { day, totals, carried, peak } = entry;
  const { sessionCount, connectedSeconds, bytesReceived, bytesSent } = totals;
  return {
    day,
    sessionCount,
    carriedCount: carried.length,
    userCount: countUsers(entry),
    peak,
    connectedSeconds,
    bytesReceived,
    bytesSent,
  };
}

/** Counts the users who were connected on a day. Their sessions may have begun earlier. */
export function countUsers({ sessions, carried }: DayEntry): number {
  return new Set([...sessions, ...carried].map(({ user }) => user)).size;
}
