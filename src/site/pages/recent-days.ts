import { countedFrom } from "../../history/counted-from.js";
import { addDays } from "../../history/local-day.js";
import { groupBy } from "../../history/group-by.js";
import { outlineDay, type DayOutline } from "../../rollup/day-outline.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { dayPath } from "../site-paths.js";
import { todayTotals } from "../today.js";
import { sessionTable, type SessionTable } from "./session-table.js";

/** The last days, a line for each on which someone was connected. */
export interface RecentDays {
  readonly dayCount: number;
  /** Newest first. */
  readonly days: readonly RecentDay[];
  /** How many sessions the tables of all days have. */
  readonly rowCount: number;
  /** The day since which all sessions are in a table; null if that is each of the days. */
  readonly sinceDay: string | null;
  /** Whether there is any history, recent or not. */
  readonly anyHistory: boolean;
}

/** A day's figures; today's are as of now. */
interface RecentDay extends DayOutline {
  readonly path: string;
  readonly isToday: boolean;
  /** The sessions that began on the day; null where they would be too many for the page. */
  readonly table: SessionTable | null;
}

const MAX_DAYS = 31;
/** At most this many sessions of all days together. */
const MAX_SESSIONS = 120;

/** Today and the days before it, newest first, as many as the config says (`recent_days`). */
export function recentDays(input: SiteInput, index: LiveIndex): RecentDays {
  const { facts, today } = index;
  const dayCount = Math.min(input.recentDays, MAX_DAYS);
  const firstDay = addDays(today, 1 - dayCount);
  const sessionsByDay = groupBy(index.recent, (session) => index.calendar.toDay(countedFrom(session)));
  const outlines = [...outlineToday(input, index), ...facts.days.filter(({ day }) => day < today && day >= firstDay)];
  let rowCount = 0;
  let sinceDay: string | null = null;
  const days = outlines.map((outline): RecentDay => {
    const { day } = outline;
    const sessions = sessionsByDay.get(day) ?? [];
    const isShown = rowCount + sessions.length <= MAX_SESSIONS && sinceDay === null;
    if (isShown) rowCount += sessions.length;
    else sinceDay ??= addDays(day, 1);
    const table = isShown ? sessionTable(index, sessions, true) : null;
    return { ...outline, path: dayPath(day), isToday: day === today, table };
  });
  return { dayCount, days, rowCount, sinceDay, anyHistory: index.sessionCount > 0 };
}

function outlineToday({ openSessions }: SiteInput, index: LiveIndex): readonly DayOutline[] {
  const { todayEntry } = index;
  if (todayEntry === undefined) return [];
  const { connectedSeconds, bytesReceived, bytesSent } = todayTotals(index, openSessions, todayEntry.totals);
  return [{ ...outlineDay(todayEntry), connectedSeconds, bytesReceived, bytesSent }];
}
