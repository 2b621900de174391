import type { HistoryIndex } from "../site-index.js";

/** @param period a day or a month */
export function toYear(period: string): string {
  return period.slice(0, 4);
}

/** The years in which someone was connected, newest first. */
export function listYears({ months }: Pick<HistoryIndex, "months">): readonly string[] {
  return [...new Set([...months.keys()].map(toYear))];
}
