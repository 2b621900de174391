import type { EndedLookup } from "./advance-history.js";
import { groupBy } from "./group-by.js";
import { findImportedTwins } from "./imported-twins.js";
import { toUtcDay } from "./local-day.js";
import { newestFirst } from "./newest-first.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";

/** The ended sessions of a history and all usage rows, in parts: of a million not all are in memory at once. */
export interface EndedSessions {
  /** The UTC days on which any began, in order. */
  readonly days: readonly string[];
  /** Those that began on a UTC day, in the order in which they were seen to end. */
  readonly ofDay: (day: string) => readonly Session[];
  /** All usage rows of some sessions, ended or running. */
  readonly usageOf: (sessions: readonly Session[]) => readonly Usage[];
}

/** Ended sessions that are in memory already. */
export function heldSessions(sessions: Iterable<Session>, usage: readonly Usage[]): EndedSessions {
  const byDay = groupBy(sessions, ({ startSeconds }) => toUtcDay(startSeconds));
  return {
    days: [...byDay.keys()].sort(),
    ofDay: (day) => byDay.get(day) ?? [],
    usageOf: (wanted) => {
      const ids = new Set(wanted.map(({ id }) => id));
      return usage.filter(({ id }) => ids.has(id));
    },
  };
}

/** All of them, by the days on which they began. */
export function* allEnded({ days, ofDay }: EndedSessions): Generator<Session> {
  for (const day of days) yield* ofDay(day);
}

/** All sessions of a history, newest first, each time from the beginning; a day of them is in memory at a time. */
export function allNewestFirst(open: readonly Session[], ended: EndedSessions): Iterable<Session> {
  return {
    *[Symbol.iterator]() {
      const openByDay = groupBy(open, ({ startSeconds }) => toUtcDay(startSeconds));
      const { days, ofDay } = ended;
      for (const day of [...new Set([...days, ...openByDay.keys()])].sort().reverse()) {
        yield* [...(openByDay.get(day) ?? []), ...ofDay(day)].sort(newestFirst);
      }
    },
  };
}

interface DayLookup {
  readonly byId: ReadonlyMap<string, Session>;
  readonly getTwin: ReturnType<typeof findImportedTwins>;
}

/** Looks ended sessions up by the days on which they began. */
export function makeEndedLookup({ ofDay }: EndedSessions): EndedLookup {
  // A server's clients come back together after it was away: thousands ask for one day.
  const byDay = new Map<string, DayLookup>();
  const lookAtDay = (startSeconds: number): DayLookup => {
    const day = toUtcDay(startSeconds);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const sessions = ofDay(day);
    const found = { byId: new Map(sessions.map((one) => [one.id, one])), getTwin: findImportedTwins(sessions) };
    byDay.set(day, found);
    return found;
  };
  return {
    get: (id, startSeconds) => lookAtDay(startSeconds).byId.get(id),
    getImported: (session) => lookAtDay(session.startSeconds).getTwin(session),
  };
}
