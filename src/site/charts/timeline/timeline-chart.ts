import { countedFrom, countedUntil } from "../../../history/counted-from.js";
import { groupBy } from "../../../history/group-by.js";
import { gapsIn, type MonitoringGaps } from "../monitoring-gaps.js";
import { toDaySpan } from "../../../rollup/calendar.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import { toLastDay } from "../../../rollup/session-shares.js";
import type { DayEntry } from "../../../rollup/days.js";
import type { SiteIndex } from "../../site-index.js";
import { makeRowPathFinder } from "./find-row-path.js";
import { compareTexts } from "../../../text/compare-texts.js";

/** More sessions of one user at one time share the last row. */
const MAX_LANE_ROWS = 4;

/** A day's sessions as bars in lanes, one for each user. Times are seconds since the day's beginning. */
export interface TimelineChart {
  readonly day: string;
  /** The day's beginning, in epoch seconds. */
  readonly fromSeconds: number;
  readonly lengthSeconds: number;
  /** Up to when something is known, in seconds since the day's beginning; null if the day is over. */
  readonly asOfSeconds: number | null;
  /** The user of the newest session first, as in tables of sessions. */
  readonly lanes: readonly TimelineLane[];
  /** How many users are left out because there are too many lanes: those with the shortest time connected. */
  readonly others: TimelineOthers | null;
  /** When no server was checked, as far as that is known. */
  readonly gaps: readonly SessionSpan[];
  /** When the first of all checks was, if that was on this day, in seconds since its beginning; else null. */
  readonly recordingSince: number | null;
  /** How many sessions have a bar. */
  readonly sessionCount: number;
  readonly userCount: number;
}

export interface TimelineLane {
  readonly user: string;
  readonly rowCount: number;
  readonly bars: readonly TimelineBar[];
}

export interface TimelineBar extends SessionSpan {
  readonly sessionId: string;
  /** The page that lists the session; null if none does. */
  readonly rowPath: string | null;
  /** Within the lane: sessions at the same time are below each other. */
  readonly row: number;
  /** Whether the session began on an earlier day. */
  readonly isFromBefore: boolean;
  /** Whether it continued on a later day. */
  readonly goesOn: boolean;
  /** Last seen on this day and still running: the bar ends where nothing more is known. */
  readonly isRunning: boolean;
}

interface TimelineOthers {
  readonly userCount: number;
  /** When at least one of them was connected. */
  readonly spans: readonly SessionSpan[];
}

interface UserBars {
  readonly user: string;
  readonly bars: readonly Omit<TimelineBar, "row">[];
  readonly connectedSeconds: number;
}

export interface TimelineOptions {
  /** More users than these share the last lane. */
  readonly mostLanes: number;
  /** Whether those who are connected come first, and are shown first. */
  readonly runningFirst: boolean;
  /** Until when the running sessions are known to run; they are at least until the last change of the day. */
  readonly asOfSeconds: number;
}

/** Every session that overlaps the day, clipped at its midnights, and where nothing more is known. */
export function toTimelineChart(
  index: SiteIndex,
  entry: DayEntry,
  monitoring: MonitoringGaps,
  { mostLanes, runningFirst, asOfSeconds }: TimelineOptions,
): TimelineChart {
  const day = toDaySpan(index.calendar, entry.day);
  const { startSeconds: fromSeconds, endSeconds: untilSeconds } = day;
  const isOver = entry.day < index.today;
  // Before the very first check, it is unknown whether someone is connected.
  const isUnknown = monitoring.firstSeconds === null && !isOver && entry.sessions.length + entry.carried.length === 0;
  const gaps = isUnknown ? [{ startSeconds: fromSeconds, endSeconds: asOfSeconds }] : gapsIn(monitoring, day, isOver);
  // A gap ends with a check.
  const lastKnown = Math.max(asOfSeconds, lastChange(entry, fromSeconds), gaps.at(-1)?.endSeconds ?? 0);
  const knownUntil = isOver ? untilSeconds : Math.min(untilSeconds, lastKnown);
  const newestFirst = userBars(index, entry, { startSeconds: fromSeconds, endSeconds: knownUntil });
  const users = runningFirst
    ? [...newestFirst].sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)))
    : newestFirst;
  const shown = shownUsers(users, mostLanes, runningFirst);
  const others = users.filter((user) => !shown.has(user));
  const sinceMidnight = ({ startSeconds, endSeconds }: SessionSpan): SessionSpan => ({
    startSeconds: startSeconds - fromSeconds,
    endSeconds: endSeconds - fromSeconds,
  });
  return {
    day: entry.day,
    fromSeconds,
    lengthSeconds: untilSeconds - fromSeconds,
    asOfSeconds: isOver ? null : knownUntil - fromSeconds,
    lanes: users.filter((user) => shown.has(user)).map(toLane),
    others: others.length === 0 ? null : { userCount: others.length, spans: union(others) },
    gaps: gaps.map(sinceMidnight),
    recordingSince: firstCheck(monitoring, { startSeconds: fromSeconds, endSeconds: knownUntil }),
    sessionCount: users.reduce((sum, { bars }) => sum + bars.length, 0),
    userCount: users.length,
  };
}

function firstCheck(
  { firstSeconds, isFirstEver }: MonitoringGaps,
  { startSeconds, endSeconds }: SessionSpan,
): number | null {
  const isInDay = firstSeconds !== null && firstSeconds > startSeconds && firstSeconds < endSeconds;
  return isInDay && isFirstEver ? firstSeconds - startSeconds : null;
}

/** When the last session of the day began or ended. The running ones were connected until then at least. */
function lastChange({ sessions, carried }: DayEntry, fromSeconds: number): number {
  const times = [...sessions, ...carried].flatMap((session) =>
    session.endSeconds === null ? [countedFrom(session)] : [countedFrom(session), countedUntil(session)],
  );
  return times.reduce((latest, time) => Math.max(latest, time), fromSeconds);
}

/** The newest first, as in tables; each with its bars in their order. */
function userBars({ calendar, today }: SiteIndex, entry: DayEntry, shown: SessionSpan): readonly UserBars[] {
  const { startSeconds: fromSeconds, endSeconds: untilSeconds } = toDaySpan(calendar, entry.day);
  const findRowPath = makeRowPathFinder(entry, today);
  // Both are newest first; the carried ones are older than the others.
  const withBars = [...entry.sessions, ...entry.carried].flatMap((session) => {
    const startSeconds = countedFrom(session);
    const endSeconds = session.endSeconds === null ? untilSeconds : countedUntil(session);
    if (startSeconds < fromSeconds && endSeconds <= fromSeconds) return [];
    const isRunning =
      session.endSeconds === null && (entry.day === today || toLastDay(session, calendar) === entry.day);
    const bar = {
      sessionId: session.id,
      rowPath: findRowPath(session, calendar.toDay(startSeconds)),
      startSeconds: Math.min(Math.max(startSeconds, fromSeconds), shown.endSeconds) - fromSeconds,
      endSeconds: Math.min(endSeconds, shown.endSeconds) - fromSeconds,
      isFromBefore: startSeconds < fromSeconds,
      goesOn: !isRunning && (session.endSeconds === null || session.endSeconds > untilSeconds),
      isRunning,
    };
    return [{ session, bar }];
  });
  return [...groupBy(withBars, ({ session }) => session.user)].map(([user, newestFirst]) => {
    const bars = newestFirst.map(({ bar }) => bar).reverse();
    const connectedSeconds = bars.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
    return { user, bars, connectedSeconds };
  });
}

/** If they are too many, those who were connected longest. */
function shownUsers(users: readonly UserBars[], mostLanes: number, runningFirst: boolean): ReadonlySet<UserBars> {
  if (users.length <= mostLanes) return new Set(users);
  const toRank = (user: UserBars): number => Number(runningFirst && isRunning(user));
  return new Set(
    [...users]
      .sort((a, b) => toRank(b) - toRank(a) || b.connectedSeconds - a.connectedSeconds || compareTexts(a.user, b.user))
      .slice(0, mostLanes - 1),
  );
}

function isRunning({ bars }: UserBars): boolean {
  return bars.some((bar) => bar.isRunning);
}

/** Each bar in the first row that is free when it begins. */
function toLane({ user, bars: inOrder }: UserBars): TimelineLane {
  const rowEnds: number[] = [];
  const bars = inOrder.map((bar): TimelineBar => {
    const free = rowEnds.findIndex((endSeconds) => endSeconds <= bar.startSeconds);
    const row = free >= 0 ? free : Math.min(rowEnds.length, MAX_LANE_ROWS - 1);
    rowEnds[row] = Math.max(rowEnds[row] ?? 0, bar.endSeconds);
    return { ...bar, row };
  });
  return { user, rowCount: rowEnds.length, bars };
}

function union(users: readonly UserBars[]): readonly SessionSpan[] {
  const bars = users.flatMap((user) => user.bars);
  const spans: SessionSpan[] = [];
  for (const { startSeconds, endSeconds } of bars.sort((a, b) => a.startSeconds - b.startSeconds)) {
    const last = spans.at(-1);
    if (last === undefined || startSeconds > last.endSeconds) spans.push({ startSeconds, endSeconds });
    else spans[spans.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, endSeconds) };
  }
  return spans;
}
