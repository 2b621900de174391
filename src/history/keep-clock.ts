import type { SourceRow } from "./source-state.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** The time from which the retention of sessions (`keep`) and samples counts back. */
export type KeepClock =
  | { readonly kind: "at"; readonly seconds: number }
  /** No snapshot has been accepted yet, so nothing is deleted. */
  | { readonly kind: "unknown" }
  /** Snapshots are more than a day apart, so the clock may be wrong, and nothing is deleted for now. */
  | { readonly kind: "held" };

/**
 * A clock that is ahead must not delete anything, since deleted rows are lost for good. So retention counts back from
 * the earlier of now and the newest snapshot accepted before this run. After two snapshots more than a day apart,
 * nothing is deleted until 24 hours of snapshots have followed.
 *
 * @param before the sources before this run
 * @param after the sources after this run
 * @param nowSeconds `null`: only the snapshots count
 */
export function readKeepClock(
  before: readonly SourceRow[],
  after: readonly SourceRow[],
  nowSeconds: number | null,
): KeepClock {
  if (after.some(({ jumpedFromSeconds }) => jumpedFromSeconds !== null)) return { kind: "held" };
  const newest = before.reduce((seconds, row) => Math.max(seconds, row.snapshotSeconds ?? seconds), -Infinity);
  if (newest === -Infinity) return { kind: "unknown" };
  return { kind: "at", seconds: Math.min(newest, nowSeconds ?? newest) };
}

/** Whether `keep` deletes noticeably less than the current time suggests: it may lag behind by a day. */
export function isKeepHeld(clock: KeepClock, nowSeconds: number): boolean {
  return clock.kind === "held" || (clock.kind === "at" && nowSeconds - clock.seconds > DAY_SECONDS);
}
