import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";

/**
 * What is remembered about the clock of a server's snapshots. The clock may be wrong at times: before it is set after a
 * boot, or because someone set it wrongly. Two snapshots more than a day apart are a jump of the clock (or a gap in
 * monitoring). Which side of a jump is right is unknown until 24 hours of snapshots have followed. All times are epoch
 * seconds.
 */
export interface ServerClock {
  /** The last accepted snapshot. */
  readonly snapshotSeconds: number | null;
  /** The first snapshot after the last jump, or the first of all; `null`: it was before this was stored. */
  readonly sinceSeconds: number | null;
  /** The last snapshot before the last jump; `null` once 24 hours of snapshots have followed. */
  readonly jumpedFromSeconds: number | null;
  /** The last snapshot before the clock went wrong, while the clock may still return there. */
  readonly awayFromSeconds: number | null;
}

export const NO_CLOCK: ServerClock = {
  snapshotSeconds: null,
  sinceSeconds: null,
  jumpedFromSeconds: null,
  awayFromSeconds: null,
};

/** What follows from the time of an accepted snapshot. */
export interface AcceptedTime {
  readonly clock: ServerClock;
  /** The snapshot before this one by the same clock; `null` if there is none. */
  readonly previousSeconds: number | null;
  /** The newest earlier snapshot by a clock that was right, as far as is known; `null` if there is none. */
  readonly lastRightSeconds: number | null;
  /**
   * Set if the clock was ahead and has returned: the last snapshot before it was ahead. Later proofs are void.
   * Otherwise `null`.
   */
  readonly provenUntilSeconds: number | null;
}

/**
 * A longer step is a jump. The limit leaves room for a run once a day, which may be late, or an hour later when DST
 * ends.
 */
const MAX_STEP_SECONDS = 26 * 3600;
/** A clock that is set by hand may be set to the wrong year. */
const MAX_AHEAD_SECONDS = 400 * 86_400;
const TRUSTED_AFTER_SECONDS = 24 * 3600;

/**
 * Decides whether a snapshot is accepted. It must be newer than the server's last one, unless that one is in the
 * future: a clock that was once ahead must not stop the record.
 *
 * @returns `null` if the snapshot is not accepted
 */
export function acceptTime(clock: ServerClock, timeSeconds: number, nowSeconds: number): AcceptedTime | null {
  const last = clock.snapshotSeconds;
  if (last === null) {
    const first = { ...NO_CLOCK, snapshotSeconds: timeSeconds, sinceSeconds: timeSeconds };
    return accepted(first, { previousSeconds: null, lastRightSeconds: null });
  }
  if (timeSeconds === last || (timeSeconds < last && last <= nowSeconds)) return null;
  const previousSeconds = timeSeconds > last ? last : null;
  const isJump = Math.abs(timeSeconds - last) > MAX_STEP_SECONDS;
  const moved = isJump
    ? { ...clock, snapshotSeconds: timeSeconds, sinceSeconds: timeSeconds, jumpedFromSeconds: last }
    : { ...clock, snapshotSeconds: timeSeconds };
  const away = clock.awayFromSeconds;
  if (away !== null && last < away) {
    const known = { previousSeconds, lastRightSeconds: away };
    if (timeSeconds < away) return accepted(moved, known);
    // The clock was behind. Once it has passed the time before it went wrong, it is right again and continues from
    // there: a clock that was ahead could not return to the time between.
    const jumpedFromSeconds = isJump ? away : moved.jumpedFromSeconds;
    return accepted({ ...moved, jumpedFromSeconds, awayFromSeconds: null }, known);
  }
  if (!isJump) return accepted({ ...moved, awayFromSeconds: away }, { previousSeconds, lastRightSeconds: last });
  if (timeSeconds > last) {
    const awayFromSeconds = away === null && isTrusted(clock) ? last : null;
    return accepted({ ...moved, awayFromSeconds }, { previousSeconds, lastRightSeconds: last });
  }
  const cameFrom = away ?? findReturn(clock, timeSeconds);
  if (cameFrom !== null && Math.abs(timeSeconds - cameFrom) <= MAX_STEP_SECONDS) {
    const back = { ...moved, awayFromSeconds: null };
    return { ...accepted(back, { previousSeconds, lastRightSeconds: cameFrom }), provenUntilSeconds: cameFrom };
  }
  const lastRightSeconds = away !== null && timeSeconds >= away ? away : last;
  return accepted({ ...moved, awayFromSeconds: last }, { previousSeconds, lastRightSeconds });
}

/**
 * Finds the time before a jump ahead, if a clock that is not trusted has now returned there: later by as much as it was
 * ahead for. A server that boots with the date of its firmware returns as well, but to the same date each time.
 */
function findReturn(
  { snapshotSeconds, sinceSeconds, jumpedFromSeconds }: ServerClock,
  timeSeconds: number,
): number | null {
  if (snapshotSeconds === null || sinceSeconds === null || jumpedFromSeconds === null) return null;
  const jumpSeconds = sinceSeconds - jumpedFromSeconds;
  if (jumpedFromSeconds < EARLIEST_SET_CLOCK_SECONDS || jumpSeconds < 0) return null;
  // A jump of years is more likely a clock that has been set, from the date of the firmware.
  if (jumpSeconds > MAX_AHEAD_SECONDS) return null;
  const aheadForSeconds = snapshotSeconds - sinceSeconds;
  return timeSeconds - jumpedFromSeconds > aheadForSeconds ? jumpedFromSeconds : null;
}

function accepted(clock: ServerClock, times: Pick<AcceptedTime, "previousSeconds" | "lastRightSeconds">): AcceptedTime {
  const trusted = isTrusted(clock);
  return {
    clock: trusted ? { ...clock, jumpedFromSeconds: null, awayFromSeconds: null } : clock,
    ...times,
    provenUntilSeconds: null,
  };
}

/**
 * Whether a session whose last proof is later than an accepted snapshot must wait. If it is more than a day later, the
 * session waits only until 24 hours of snapshots have followed: then the clock is trusted, and the session is gone.
 */
export function mustWait({ clock }: AcceptedTime, provenSeconds: number): boolean {
  const aheadSeconds = provenSeconds - (clock.snapshotSeconds ?? provenSeconds);
  return aheadSeconds > 0 && (aheadSeconds <= MAX_STEP_SECONDS || !isTrusted(clock));
}

/** Whether the clock can be trusted: 24 hours of snapshots have followed the last jump. */
function isTrusted({ snapshotSeconds, sinceSeconds }: ServerClock): boolean {
  return snapshotSeconds === null || sinceSeconds === null || snapshotSeconds - sinceSeconds >= TRUSTED_AFTER_SECONDS;
}
