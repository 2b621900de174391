import type { EndedLookup } from "./advance-history.js";
import { groupBy } from "./group-by.js";
import { findImportedTwins } from "./imported-twins.js";
import { toUtcDay } from "./local-day.js";
import { newestFirst } from "./newest-first.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";

/** Gives access to a history's ended sessions and usage rows in parts: a large history does not fit into memory. */
export interface EndedSessions {
  /** The UTC days on which sessions began, in order. */
  readonly days: readonly string[];
  /** The sessions that began on a UTC day, in the order in which they ended. */
  readonly readDay: (day: string) => readonly Session[];
  /** All usage rows of the given sessions, ended or running. */
  readonly findUsage: (sessions: readonly Session[]) => readonly Usage[];
}

/** Ended sessions that are in memory already. */
export function heldSessions(sessions: Iterable<Session>, usage: readonly Usage[]): EndedSessions {
  const byDay = groupBy(sessions, ({ startSeconds }) => toUtcDay(startSeconds));
  return {
    days: [...byDay.keys()].sort(),
    readDay: (day) => byDay.get(day) ?? [],
    findUsage: (wanted) => {
      const ids = new Set(wanted.map(({ id }) => id));
      return usage.filter(({ id }) => ids.has(id));
    },
  };
}

/** All ended sessions, by the day on which they began. */
export function* allEnded({ days, readDay }: EndedSessions): Generator<Session> {
  for (const day of days) yield* readDay(day);
}

/** The sessions that began on a UTC day or before it, by day of start. */
export function* endedStartedBy({ days, readDay }: EndedSessions, lastDay: string): Generator<Session> {
  for (const day of days) if (day <= lastDay) yield* readDay(day);
}

/** All sessions of a history, newest first. Only one day is in memory at a time, and each iteration starts over. */
export function allNewestFirst(open: readonly Session[], ended: EndedSessions): Iterable<Session> {
  return {
    *[Symbol.iterator]() {
      const openByDay = groupBy(open, ({ startSeconds }) => toUtcDay(startSeconds));
      const { days, readDay } = ended;
      for (const day of [...new Set([...days, ...openByDay.keys()])].sort().reverse()) {
        yield* [...(openByDay.get(day) ?? []), ...readDay(day)].sort(newestFirst);
      }
    },
  };
}

interface EndedOnDay {
  readonly byId: ReadonlyMap<string, Session>;
  readonly byStart: ReadonlyMap<number, readonly Session[]>;
  readonly getTwin: ReturnType<typeof findImportedTwins>;
}

/** Makes a lookup of ended sessions that reads each day on which they began once. */
export function makeEndedLookup(ended: EndedSessions): EndedLookup {
  // After an outage all clients of a server come back at once: thousands of lookups of one day.
  const byDay = new Map<string, EndedOnDay>();
  const getDay = (startSeconds: number): EndedOnDay => {
    const day = toUtcDay(startSeconds);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const sessions = ended.readDay(day);
    const found = {
      byId: new Map(sessions.map((one) => [one.id, one])),
      byStart: groupBy(sessions, (one) => one.startSeconds),
      getTwin: findImportedTwins(sessions),
    };
    byDay.set(day, found);
    return found;
  };
  return {
    get: (id, startSeconds) => getDay(startSeconds).byId.get(id),
    startedAt: (startSeconds) => getDay(startSeconds).byStart.get(startSeconds) ?? [],
    startedBy: (seconds) => endedStartedBy(ended, toUtcDay(seconds)),
    getImported: (session) => getDay(session.startSeconds).getTwin(session),
  };
}
