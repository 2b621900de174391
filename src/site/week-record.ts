import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Calendar } from "../rollup/calendar.js";
import { countRecorded } from "./charts/record.js";
import type { PastWeek } from "./past-week.js";
import { HOUR_SECONDS } from "../text/time-units.js";

/** The most sessions at one time in an hour without samples. */
export type RecordedHour = readonly [startSeconds: number, clients: number];

/**
 * The sessions on record in the hours of the past week without samples; only hours with a session.
 *
 * @param readSessions those that were connected in a month; called only if there is such an hour
 */
export function toWeekRecord(
  { hours }: PastWeek,
  readSessions: (month: string) => readonly Session[],
  calendar: Pick<Calendar, "toDay">,
): readonly RecordedHour[] {
  const unknown = hours.filter(([, peak]) => peak === null).map(([startSeconds]) => startSeconds);
  const [first, last] = [unknown[0], unknown.at(-1)];
  if (first === undefined || last === undefined) return [];
  const months = new Set([first, last].map((seconds) => toMonth(calendar.toDay(seconds))));
  // A session may be in both.
  const sessions = new Map([...months].flatMap(readSessions).map((session) => [session.id, session]));
  const parts = unknown.map((startSeconds) => ({ startSeconds, endSeconds: startSeconds + HOUR_SECONDS }));
  const counts = countRecorded([...sessions.values()], parts);
  return unknown.flatMap((startSeconds, at): RecordedHour[] => {
    const clients = counts[at] ?? 0;
    return clients === 0 ? [] : [[startSeconds, clients]];
  });
}
