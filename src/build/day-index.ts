import { countedFrom } from "../history/counted-from.js";
import { groupBy } from "../history/group-by.js";
import { addDays, toMonth } from "../history/local-day.js";
import { usageSpan } from "../history/usage-span.js";
import type { FileStamp } from "../io/files/stamp-file.js";
import type { DayStamps } from "../io/history/day-file-stats.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import type { Calendar } from "../rollup/calendar.js";
import { sessionShares } from "../rollup/session-shares.js";

/** Which months each day file of the history reaches, so that a month is read without the others. Plain data. */
export interface DayIndex {
  /** By UTC day. */
  readonly sessions: Readonly<Record<string, IndexedDay>>;
  readonly usage: Readonly<Record<string, FileStamp>>;
}

/** One day file of sessions. */
interface IndexedDay {
  readonly stamp: FileStamp;
  /** The months of the site's zone in which its sessions were connected. */
  readonly months: readonly string[];
  /** The first and the last day for which its sessions have usage rows. Null: they have none. */
  readonly usageSpan: readonly [first: string, last: string] | null;
  /** The first and the last day for which its sessions can have usage rows. Null: the file has no session. */
  readonly possibleUsage: readonly [first: string, last: string] | null;
  /** Whether a session counts only from a later day on: its start is not believed. */
  readonly countsLater: boolean;
}

export const EMPTY_DAY_INDEX: DayIndex = { sessions: {}, usage: {} };

/**
 * Brings an index up to date: only day files that have changed are read. If none has, it is the same object.
 *
 * @param stamps taken before any of the files was read
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function updateDayIndex(
  before: DayIndex,
  stamps: DayStamps,
  history: StoredHistory,
  calendar: Calendar,
): DayIndex {
  const usage = Object.fromEntries(stamps.usage);
  const changedUsage = [...new Set([...Object.keys(before.usage), ...Object.keys(usage)])].filter(
    (day) => before.usage[day] !== usage[day],
  );
  const isCurrent = (stamp: FileStamp, known: IndexedDay | undefined): known is IndexedDay => {
    if (known?.stamp !== stamp) return false;
    const [first, last] = known.possibleUsage ?? ["", ""];
    return !changedUsage.some((day) => day >= first && day <= last);
  };

  const sessions: Record<string, IndexedDay> = {};
  let isSame = changedUsage.length === 0 && Object.keys(before.sessions).length === stamps.sessions.size;
  for (const [day, stamp] of stamps.sessions) {
    const known = before.sessions[day];
    const isKnown = isCurrent(stamp, known);
    isSame &&= isKnown;
    sessions[day] = isKnown ? known : indexDay(day, stamp, history, calendar);
  }
  return isSame ? before : { sessions, usage };
}

/** The days of the files that have changed since they were indexed. */
export function findChangedDays(
  { sessions, usage }: DayIndex,
  stamps: DayStamps,
): { readonly sessions: readonly string[]; readonly usage: readonly string[] } {
  return {
    sessions: [...stamps.sessions].flatMap(([day, stamp]) => (sessions[day]?.stamp === stamp ? [] : [day])),
    usage: [...stamps.usage].flatMap(([day, stamp]) => (usage[day] === stamp ? [] : [day])),
  };
}

function indexDay(day: string, stamp: FileStamp, { rows, ended }: StoredHistory, calendar: Calendar): IndexedDay {
  const sessions = rows.readSessions(day);
  const usage = ended.findUsage(sessions);
  const usageById = groupBy(usage, ({ id }) => id);
  const months = new Set<string>();
  for (const session of sessions) {
    for (const share of sessionShares(session, usageById.get(session.id), calendar)) months.add(toMonth(share.day));
  }
  const nextDay = addDays(day, 1);
  const spans = sessions.map(usageSpan);
  return {
    stamp,
    months: [...months].sort(),
    usageSpan: toSpan(usage.map((row) => row.day).sort()),
    possibleUsage: toSpan(spans.flat().sort()),
    countsLater: sessions.some((session) => calendar.toDay(countedFrom(session)) > nextDay),
  };
}

function toSpan(days: readonly string[]): readonly [string, string] | null {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** The days of the files that reach a month, in order. */
export function daysReaching(index: DayIndex, month: string): readonly string[] {
  return Object.keys(index.sessions).filter((day) => index.sessions[day]?.months.includes(month) ?? false);
}
