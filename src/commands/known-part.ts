import { join } from "node:path";
import { addDays, toUtcDay } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { type DayRows, endedSessionsOf } from "../io/history/day-rows.js";
import { readUserRows } from "../io/history/user-rows.js";
import type { SiteDays } from "../rollup/site-days.js";
import type { SiteOutline } from "../site/site-outline.js";
import type { Touched } from "../site/touched.js";
import type { SiteRecord } from "./site-record.js";

/** What a run knows of the history before it. */
export interface KnownPart {
  /** Some of those that had ended. */
  readonly ended: ReadonlyMap<string, Session>;
  readonly usage: readonly Usage[];
}

/**
 * What the last run left, and of the history all sessions that were connected in the touched months, and all of the
 * touched users.
 *
 * @returns null if what is remembered of a user is not there any more
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readKnownPart(
  { history, rows }: { readonly history: string; readonly rows: DayRows },
  { settled, userRowsEnds }: SiteRecord,
  touched: Touched,
  calendar: SiteDays,
): KnownPart | null {
  const ended = new Map(settled.sessions.map((session) => [session.id, session]));
  const usage = [...settled.usage];
  for (const user of touched.users.keys()) {
    const ofUser = readUserRows(join(history, "cache"), userRowsEnds, user);
    if (ofUser === null) return null;
    for (const session of ofUser.sessions) {
      if (ended.has(session.id)) continue;
      ended.set(session.id, session);
      usage.push(...(ofUser.usage.get(session.id) ?? []));
    }
  }
  const stored = endedSessionsOf(rows);
  const days = new Set([...touched.months].flatMap((month) => utcDaysOf(month, settled.outline, calendar)));
  const ofMonths = [...days].flatMap(stored.ofDay).filter(({ id }) => !ended.has(id));
  for (const session of ofMonths) ended.set(session.id, session);
  for (const row of stored.usageOf(ofMonths)) usage.push(row);
  return { ended, usage };
}

/** The UTC days on which the sessions of a month began. */
function utcDaysOf(month: string, { months }: SiteOutline, calendar: SiteDays): readonly string[] {
  const days = [...(months.find((outline) => outline.month === month)?.carriedFromDays ?? [])];
  const first = `${month}-01`;
  const [firstUtc, lastUtc] = [toUtcDay(calendar.startOf(first)), toUtcDay(calendar.startOf(addDays(first, 32)))];
  for (let day = firstUtc; day <= lastUtc; day = addDays(day, 1)) days.push(day);
  return days;
}
