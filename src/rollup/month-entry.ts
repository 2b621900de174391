import { countedFrom } from "../history/counted-from.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { toAddressedSession } from "../history/find-who.js";
import type { Calendar } from "./calendar.js";
import { addSessionDay, buildDays, toSessionDays, type DayEntry, type SessionDay, type UsageById } from "./days.js";
import { getOrInsert } from "../history/get-or-insert.js";
import type { MonthOutline } from "./month-outline.js";
import { startTotals, type RunningTotals } from "./totals.js";
import { addToUserMonth, startUserMonth, type UserMonthBuild, type UserMonthEntry } from "./user-month-entry.js";

/** A month with its sessions. */
export interface MonthEntry extends MonthOutline {
  /** Newest first. */
  readonly days: readonly DayEntry[];
  /** The users who were connected in the month, by name. */
  readonly users: ReadonlyMap<string, UserMonthEntry>;
  /** The sessions that were connected in the month, newest first, with their usage. */
  readonly sessions: readonly Session[];
  readonly usage: UsageById;
}

interface ServerMonthBuild {
  readonly totals: RunningTotals;
  readonly users: Set<string>;
  firstStartSeconds: number;
}

/**
 * Builds one month with its sessions.
 *
 * @param sessions newest first: all that were connected in the month; others are ignored
 * @param usage all of these sessions' usage
 */
export function buildMonth(
  month: string,
  sessions: readonly Session[],
  usage: UsageById,
  calendar: Calendar,
): MonthEntry {
  const monthDays: SessionDay[] = [];
  const present = new Set<Session>();
  for (const sessionDay of toSessionDays(sessions, usage, calendar)) {
    if (toMonth(sessionDay.share.day) !== month) continue;
    monthDays.push(sessionDay);
    present.add(sessionDay.session);
  }
  const own = sessions.filter((session) => present.has(session));
  const days = [...buildDays(monthDays, own, calendar).values()];
  const users = new Map<string, UserMonthBuild>();
  const servers = new Map<string, ServerMonthBuild>();
  const totals = startTotals();
  for (const sessionDay of monthDays) {
    const { session } = sessionDay;
    addSessionDay(totals, sessionDay);
    addToUserMonth(
      getOrInsert(users, session.user, () => startUserMonth(month)),
      sessionDay,
    );
    const serverBuild = getOrInsert(servers, session.server, startServerMonth);
    addSessionDay(serverBuild.totals, sessionDay);
    serverBuild.users.add(session.user);
    serverBuild.firstStartSeconds = Math.min(serverBuild.firstStartSeconds, countedFrom(session));
  }
  return {
    month,
    totals,
    userCount: users.size,
    peak: days.reduce((most, { peak }) => Math.max(most, peak), 0),
    servers: [...servers].map(([server, { totals: serverTotals, users: itsUsers, firstStartSeconds }]) => {
      return { server, month, totals: serverTotals, userCount: itsUsers.size, firstStartSeconds };
    }),
    goneBySeconds: findLastGoneBy(own),
    days,
    users,
    sessions: own,
    usage,
  };
}

/** An end that no snapshot bounds is taken as known: see `toAddressedSession`. */
function findLastGoneBy(sessions: readonly Session[]): number | null {
  let last: number | null = null;
  for (const session of sessions) {
    const { goneBySeconds } = toAddressedSession(session);
    if (goneBySeconds !== null) last = Math.max(last ?? 0, goneBySeconds);
  }
  return last;
}

function startServerMonth(): ServerMonthBuild {
  return { totals: startTotals(), users: new Set(), firstStartSeconds: Infinity };
}
