import { addDays, toLocalDay } from "../../history/local-day.js";
import type { Zone } from "../../status/zone.js";
import type { HistoryIndex } from "../site-index.js";

/** The days for which it is known whether someone was connected: someone was, or a server was checked. */
export type RecordedDays = ReadonlySet<string>;

/** @param monitored when servers were checked, in epoch seconds */
export function recordedDays(
  monitored: readonly { readonly startSeconds: number; readonly endSeconds: number }[],
  zone: Zone,
  index: Pick<HistoryIndex, "dayNames">,
): RecordedDays {
  const days = new Set(index.dayNames);
  for (const { startSeconds, endSeconds } of monitored) {
    const last = toLocalDay(zone, endSeconds);
    for (let day = toLocalDay(zone, startSeconds); day <= last; day = addDays(day, 1)) days.add(day);
  }
  return days;
}
