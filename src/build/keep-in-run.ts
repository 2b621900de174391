import { allEnded, endedStartedBy, type EndedSessions } from "../history/ended-sessions.js";
import type { OldSamples } from "../history/history-change.js";
import { toUtcDay } from "../history/local-day.js";
import { isKeepHeld, readKeepClock, type KeepClock } from "../history/keep-clock.js";
import { findOrphanedUsage, isUsageExpired, type OrphanedUsage } from "../history/orphaned-usage.js";
import { isExpired, keepsBack } from "../history/retention.js";
import type { Session } from "../history/session.js";
import type { SourceRow } from "../history/source-state.js";
import type { Config } from "../io/config/config.js";
import type { StoredHistory } from "../io/history/stored-history.js";

/** What `keep` deletes in one run. */
export interface KeepInRun {
  readonly clock: KeepClock;
  /** The sources after the run, with whether it was reported that nothing is deleted. */
  readonly sources: readonly SourceRow[];
  /** What to report: once when deletions are held back, and once when they continue. */
  readonly notice: "begins" | "ends" | null;
}

/** @param after the sources as this run leaves them */
export function keepInRun(
  before: Pick<StoredHistory, "sources" | "ended">,
  after: readonly SourceRow[],
  { keepSeconds }: Pick<Config, "keepSeconds">,
  nowSeconds: number,
): KeepInRun {
  const clock = readKeepClock(before.sources, after, nowSeconds);
  const wasReported = isReported(before.sources);
  const isReportedNow =
    keepSeconds !== null &&
    isKeepHeld(clock, nowSeconds) &&
    (wasReported ||
      keepsBack(endedStartedBy(before.ended, toUtcDay(nowSeconds - keepSeconds)), keepSeconds, clock, nowSeconds));
  return {
    clock,
    sources: after.map((row) => ({ ...row, keepReported: isReportedNow })),
    notice: isReportedNow === wasReported || keepSeconds === null ? null : isReportedNow ? "begins" : "ends",
  };
}

/** The ended sessions that are no longer kept. */
export function findExpired(
  ended: EndedSessions,
  { keepSeconds }: Pick<Config, "keepSeconds">,
  clock: KeepClock,
): readonly Session[] {
  if (keepSeconds === null || clock.kind !== "at") return [];
  const candidates = endedStartedBy(ended, toUtcDay(clock.seconds - keepSeconds));
  return [...candidates].filter((session) => isExpired(session, keepSeconds, clock.seconds));
}

/** Orphaned usage rows that are no longer kept. They are removed together with sessions, not in a separate run. */
export function findExpiredUsage(
  { open, ended, rows }: Pick<StoredHistory, "open" | "ended" | "rows">,
  { keepSeconds }: Pick<Config, "keepSeconds">,
  clock: KeepClock,
): readonly OrphanedUsage[] {
  if (keepSeconds === null || clock.kind !== "at") return [];
  const isExpiredDay = (day: string): boolean => isUsageExpired(day, keepSeconds, clock.seconds);
  const days = rows.usageDays();
  const expiredDays = days.filter(isExpiredDay);
  const findAmong = (someDays: readonly string[], sessions: Iterable<Session>): readonly OrphanedUsage[] =>
    findOrphanedUsage(someDays.flatMap(rows.readUsage), new Set(Array.from(sessions, ({ id }) => id)));
  // A session with such old usage most likely began by then, so that newer sessions are rarely read.
  const begun = endedStartedBy(ended, toUtcDay(clock.seconds - keepSeconds));
  if (findAmong(expiredDays, [...open, ...begun]).length === 0) return [];
  return findAmong(days, [...open, ...allEnded(ended)]).filter(({ lastDay }) => isExpiredDay(lastDay));
}

/** What becomes of samples that are too old to keep: their hours are kept as long as the sessions. */
export function toOldSamples(
  { keepSeconds, staleAfterSeconds }: Pick<Config, "keepSeconds" | "staleAfterSeconds">,
  clock: KeepClock,
): OldSamples {
  const keepsAll = keepSeconds === null || clock.kind !== "at";
  return { staleAfterSeconds, firstHoursDay: keepsAll ? "" : toUtcDay(clock.seconds - keepSeconds) };
}

function isReported(sources: readonly SourceRow[]): boolean {
  return sources.some(({ keepReported }) => keepReported);
}
