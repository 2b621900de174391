import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { toDaySpan, type Calendar } from "./calendar.js";
import { getOrInsert } from "../history/get-or-insert.js";
import { peaks } from "./peak.js";
import { sessionShares, peakSpan, type SessionShare } from "./session-shares.js";
import { addShare, startTotals, type RunningTotals, type Totals } from "./totals.js";
import { compareTexts } from "../text/compare-texts.js";

/** A day with its sessions. */
export interface DayEntry {
  readonly day: string;
  readonly totals: Totals;
  /** Sessions that began on the day, newest first. */
  readonly sessions: readonly Session[];
  /** Sessions that were connected on the day and had begun before it, newest first. */
  readonly carried: readonly Session[];
  readonly servers: ReadonlyMap<string, Totals>;
  /** The most sessions at one time. */
  readonly peak: number;
}

/** By session id. */
export type UsageById = ReadonlyMap<string, readonly Usage[]>;

interface DayBuild {
  readonly totals: RunningTotals;
  readonly sessions: Session[];
  readonly carried: Session[];
  readonly servers: Map<string, RunningTotals>;
}

/** A session's share of one day, and whether it began on that day. */
export interface SessionDay {
  readonly session: Session;
  readonly share: SessionShare;
  readonly beginsHere: boolean;
}

/**
 * Splits sessions by day.
 *
 * @param sessions newest first
 */
export function* toSessionDays(
  sessions: readonly Session[],
  usage: UsageById,
  calendar: Calendar,
): Generator<SessionDay> {
  for (const session of sessions) {
    const firstDay = calendar.toDay(countedFrom(session));
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      yield { session, share, beginsHere: share.day === firstDay };
    }
  }
}

/**
 * Sums up days.
 *
 * @param sessionDays newest session first
 * @param sessions all sessions that were connected on these days
 * @returns newest first
 */
export function buildDays(
  sessionDays: Iterable<SessionDay>,
  sessions: readonly Session[],
  calendar: Calendar,
): ReadonlyMap<string, DayEntry> {
  const days = new Map<string, DayBuild>();
  for (const { session, share, beginsHere } of sessionDays) {
    const dayBuild = getOrInsert(days, share.day, startDay);
    addSessionDay(dayBuild.totals, { share, beginsHere });
    addSessionDay(getOrInsert(dayBuild.servers, session.server, startTotals), { share, beginsHere });
    (beginsHere ? dayBuild.sessions : dayBuild.carried).push(session);
  }
  const peakByDay = dayPeaks([...days.keys()].sort(), sessions, calendar);
  return new Map(newestFirst(days).map(([day, built]) => [day, { ...built, day, peak: peakByDay.get(day) ?? 0 }]));
}

/** @param days in order */
export function dayPeaks(
  days: readonly string[],
  sessions: readonly Session[],
  calendar: Calendar,
): ReadonlyMap<string, number> {
  return peaks(
    sessions.map((session) => peakSpan(session, calendar)),
    days.map((day) => ({ key: day, ...toDaySpan(calendar, day) })),
  );
}

/** Adds a session's share of a day to totals. The session counts where it begins. */
export function addSessionDay(totals: RunningTotals, { share, beginsHere }: Omit<SessionDay, "session">): void {
  addShare(totals, share);
  if (beginsHere) totals.sessionCount += 1;
}

/** @param entries by day or month */
function newestFirst<Entry>(entries: ReadonlyMap<string, Entry>): readonly (readonly [string, Entry])[] {
  return [...entries].sort(([a], [b]) => compareTexts(b, a));
}

/** A day on which nobody was connected. */
export function emptyDay(day: string): DayEntry {
  return { ...startDay(), day, peak: 0 };
}

function startDay(): DayBuild {
  return { totals: startTotals(), sessions: [], carried: [], servers: new Map() };
}
