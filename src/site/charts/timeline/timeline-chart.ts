import { countedFrom, countedUntil } from "../../../history/counted-from.js";
import { groupBy } from "../../../history/group-by.js";
import type { Session } from "../../../history/session.js";
import { gapsIn, type MonitoringGaps } from "../monitoring-gaps.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import { toLastDay } from "../../../rollup/session-shares.js";
import type { DayEntry } from "../../../rollup/days.js";
import type { SiteIndex } from "../../site-index.js";

const MOST_LANES = 40;
/** More sessions of one user at one time share the last row. */
const MOST_ROWS = 4;

/** A day's sessions as bars in lanes, one for each user. Times are seconds since the day's beginning. */
export interface TimelineChart {
  readonly day: string;
  /** The day's beginning, in epoch seconds. */
  readonly fromSeconds: number;
  readonly lengthSeconds: number;
  /** By their first bar. */
  readonly lanes: readonly TimelineLane[];
  /** How many users are left out because there are too many lanes: those with the shortest time connected. */
  readonly others: TimelineOthers | null;
  /** When no server was checked, as far as that is known. */
  readonly gaps: readonly SessionSpan[];
  /** The sessions that have a bar, by start. */
  readonly sessions: readonly TimelineSession[];
  readonly userCount: number;
}

export interface TimelineSession {
  readonly session: Session;
  /** Time connected on the day; 0 while that is not final. */
  readonly finalSeconds: number;
}

export interface TimelineLane {
  readonly user: string;
  readonly rowCount: number;
  readonly bars: readonly TimelineBar[];
}

export interface TimelineBar extends SessionSpan {
  /** Within the lane: sessions at the same time are below each other. */
  readonly row: number;
  /** Whether the session began on an earlier day. */
  readonly isFromBefore: boolean;
  /** Whether it continued on a later day. */
  readonly goesOn: boolean;
  /** Last seen on this day and still running: its end is not known, so the bar reaches to the end of the day. */
  readonly isRunning: boolean;
}

export interface TimelineOthers {
  readonly userCount: number;
  /** When at least one of them was connected. */
  readonly spans: readonly SessionSpan[];
}

interface UserBars {
  readonly user: string;
  readonly sessions: readonly { readonly session: Session; readonly bar: Omit<TimelineBar, "row"> }[];
  readonly connectedSeconds: number;
}

/** Every session that overlaps the day, clipped at its midnights. Changes only when a session starts or ends, or a day. */
export function timelineChart(index: SiteIndex, entry: DayEntry, monitoring: MonitoringGaps): TimelineChart {
  const { calendar } = index;
  const fromSeconds = calendar.toDayStart(entry.day);
  const untilSeconds = calendar.toDayStart(calendar.nextDay(entry.day));
  const users = userBars(index, entry, fromSeconds, untilSeconds);
  const shown = shownUsers(users);
  const others = users.filter((user) => !shown.has(user));
  const sinceMidnight = ({ startSeconds, endSeconds }: SessionSpan): SessionSpan => ({
    startSeconds: startSeconds - fromSeconds,
    endSeconds: endSeconds - fromSeconds,
  });
  return {
    day: entry.day,
    fromSeconds,
    lengthSeconds: untilSeconds - fromSeconds,
    lanes: [...shown].sort(byFirstBar).map(toLane),
    others: others.length === 0 ? null : { userCount: others.length, spans: union(others) },
    gaps: gapsIn(monitoring, { startSeconds: fromSeconds, endSeconds: untilSeconds }, entry.day < index.today).map(
      sinceMidnight,
    ),
    sessions: users
      .flatMap(({ sessions }) => sessions)
      .sort((a, b) => countedFrom(a.session) - countedFrom(b.session))
      .map(({ session, bar }) => ({
        session,
        finalSeconds: bar.isRunning ? 0 : bar.endSeconds - bar.startSeconds,
      })),
    userCount: users.length,
  };
}

function userBars(
  { calendar }: SiteIndex,
  entry: DayEntry,
  fromSeconds: number,
  untilSeconds: number,
): readonly UserBars[] {
  // Both are newest first; the carried ones are older than the others.
  const oldestFirst = [...entry.sessions, ...entry.carried].reverse();
  const withBars = oldestFirst.flatMap((session) => {
    const startSeconds = countedFrom(session);
    const endSeconds = session.endSeconds === null ? untilSeconds : countedUntil(session);
    if (startSeconds < fromSeconds && endSeconds <= fromSeconds) return [];
    const isRunning = session.endSeconds === null && toLastDay(session, calendar) === entry.day;
    const bar = {
      startSeconds: Math.max(startSeconds, fromSeconds) - fromSeconds,
      endSeconds: Math.min(endSeconds, untilSeconds) - fromSeconds,
      isFromBefore: startSeconds < fromSeconds,
      goesOn: !isRunning && (session.endSeconds === null || session.endSeconds > untilSeconds),
      isRunning,
    };
    return [{ session, bar }];
  });
  return [...groupBy(withBars, ({ session }) => session.user)].map(([user, sessions]) => ({
    user,
    sessions,
    connectedSeconds: sessions.reduce((sum, { bar }) => sum + bar.endSeconds - bar.startSeconds, 0),
  }));
}

function shownUsers(users: readonly UserBars[]): ReadonlySet<UserBars> {
  if (users.length <= MOST_LANES) return new Set(users);
  return new Set(
    [...users]
      .sort((a, b) => b.connectedSeconds - a.connectedSeconds || compare(a.user, b.user))
      .slice(0, MOST_LANES - 1),
  );
}

function byFirstBar(a: UserBars, b: UserBars): number {
  const start = ({ sessions }: UserBars): number => sessions[0]?.bar.startSeconds ?? 0;
  return start(a) - start(b) || compare(a.user, b.user);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each bar in the first row that is free when it begins. */
function toLane({ user, sessions }: UserBars): TimelineLane {
  const rowEnds: number[] = [];
  const bars = sessions.map(({ bar }): TimelineBar => {
    const free = rowEnds.findIndex((endSeconds) => endSeconds <= bar.startSeconds);
    const row = free >= 0 ? free : Math.min(rowEnds.length, MOST_ROWS - 1);
    rowEnds[row] = Math.max(rowEnds[row] ?? 0, bar.endSeconds);
    return { ...bar, row };
  });
  return { user, rowCount: rowEnds.length, bars };
}

function union(users: readonly UserBars[]): readonly SessionSpan[] {
  const bars = users.flatMap(({ sessions }) => sessions.map(({ bar }) => bar));
  const spans: SessionSpan[] = [];
  for (const { startSeconds, endSeconds } of bars.sort((a, b) => a.startSeconds - b.startSeconds)) {
    const last = spans.at(-1);
    if (last === undefined || startSeconds > last.endSeconds) spans.push({ startSeconds, endSeconds });
    else spans[spans.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, endSeconds) };
  }
  return spans;
}
