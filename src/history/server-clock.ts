import { EARLIEST_SET_CLOCK_SECONDS } from "./earliest-set-clock.js";

/**
 * What is remembered of the clock that dates a server's snapshots. The clock may be wrong now and then: before it is set
 * after a boot, or because someone set it wrongly. Two snapshots more than a day apart are a jump (or a gap in
 * monitoring), and until 24 hours of snapshots have followed it is not known which side of it is right. Epoch seconds.
 */
export interface ServerClock {
  /** The last accepted snapshot. */
  readonly snapshotSeconds: number | null;
  /** The first snapshot since the last jump, or ever; null: longer ago than anyone noted. */
  readonly sinceSeconds: number | null;
  /** The last snapshot before the last jump; null once 24 hours of snapshots have followed it. */
  readonly jumpedFromSeconds: number | null;
  /** Where the clock stood before it went astray, while it may yet come back there. */
  readonly awayFromSeconds: number | null;
}

export const NO_CLOCK: ServerClock = {
  snapshotSeconds: null,
  sinceSeconds: null,
  jumpedFromSeconds: null,
  awayFromSeconds: null,
};

/** What an accepted snapshot's time says. */
export interface AcceptedTime {
  readonly clock: ServerClock;
  /** The snapshot before this one, by the same clock; null if there is none. */
  readonly previousSeconds: number | null;
  /** The newest earlier snapshot by a clock that was right, as far as anyone knows; null if there is none. */
  readonly lastRightSeconds: number | null;
  /** The clock was ahead and has come back: the last snapshot before it was; what was proven later was not. Else null. */
  readonly provenUntilSeconds: number | null;
}

/**
 * A longer step is a jump: a day, and as much more as a run once a day needs, which may be late or go by a local time that
 * is set back.
 */
const MAX_STEP_SECONDS = 26 * 3600;
/** Who sets a clock by hand may take the wrong year. */
const MAX_AHEAD_SECONDS = 400 * 86_400;
const SETTLED_AFTER_SECONDS = 24 * 3600;

/**
 * Decides whether a snapshot of a server is accepted: one newer than the last, or one of a clock that is behind what is
 * remembered, so that a clock that was ahead once does not stop the record.
 *
 * @returns null if not: it is not newer than the last one
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
    ? { snapshotSeconds: timeSeconds, sinceSeconds: timeSeconds, jumpedFromSeconds: last }
    : { ...clock, snapshotSeconds: timeSeconds };
  const away = clock.awayFromSeconds;
  if (away !== null && last < away) {
    // The clock was behind. Once it is past where it stood before, it is right again.
    return accepted(
      { ...moved, awayFromSeconds: timeSeconds < away ? away : null },
      { previousSeconds, lastRightSeconds: away },
    );
  }
  if (!isJump) return accepted({ ...moved, awayFromSeconds: away }, { previousSeconds, lastRightSeconds: last });
  if (timeSeconds > last) {
    const awayFromSeconds = away === null && isSettled(clock) ? last : null;
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
 * Where a clock that is not long known was before it jumped ahead, if it has now come back there: as much later as it was
 * ahead for. A server that boots again with the date of its firmware comes back too, but to where it once began.
 */
function findReturn(
  { snapshotSeconds, sinceSeconds, jumpedFromSeconds }: ServerClock,
  timeSeconds: number,
): number | null {
  if (snapshotSeconds === null || sinceSeconds === null || jumpedFromSeconds === null) return null;
  const jumpSeconds = sinceSeconds - jumpedFromSeconds;
  if (jumpedFromSeconds < EARLIEST_SET_CLOCK_SECONDS || jumpSeconds < 0) return null;
  // A jump of years is rather that of a clock that was set, from the date of a firmware.
  if (jumpSeconds > MAX_AHEAD_SECONDS) return null;
  const aheadForSeconds = snapshotSeconds - sinceSeconds;
  return timeSeconds - jumpedFromSeconds > aheadForSeconds ? jumpedFromSeconds : null;
}

function accepted(clock: ServerClock, times: Pick<AcceptedTime, "previousSeconds" | "lastRightSeconds">): AcceptedTime {
  const settled = isSettled(clock);
  return {
    clock: settled ? { ...clock, jumpedFromSeconds: null, awayFromSeconds: null } : clock,
    ...times,
    provenUntilSeconds: null,
  };
}

/**
 * Whether a session that was proven later than an accepted snapshot has to wait for a later one. If it was by more than
 * a day, only until 24 hours of snapshots have followed: then the clock is believed, and the session is not shown.
 */
export function mustWait({ clock }: AcceptedTime, provenSeconds: number): boolean {
  const aheadSeconds = provenSeconds - (clock.snapshotSeconds ?? provenSeconds);
  return aheadSeconds > 0 && (aheadSeconds <= MAX_STEP_SECONDS || !isSettled(clock));
}

/** Whether 24 hours of snapshots have followed the last jump. */
function isSettled({ snapshotSeconds, sinceSeconds }: ServerClock): boolean {
  return snapshotSeconds === null || sinceSeconds === null || snapshotSeconds - sinceSeconds >= SETTLED_AFTER_SECONDS;
}
