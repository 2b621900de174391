import type { SourceRow } from "./source-state.js";

const DAY_SECONDS = 86_400;

/** The time from which `keep`, and the days for which samples are kept, count back. */
export type KeepClock =
  | { readonly kind: "at"; readonly seconds: number }
  /** No snapshot has been accepted yet: nothing is deleted. */
  | { readonly kind: "unknown" }
  /** Snapshots are more than a day apart, so the clock may be wrong: nothing is deleted for now. */
  | { readonly kind: "held" };

/**
 * What is deleted is lost for good, so a clock that is ahead must delete nothing: the earlier of now and the newest
 * snapshot accepted before this run counts. After two snapshots more than a day apart nothing is deleted until 24 hours of
 * snapshots have followed.
 *
 * @param before the sources as the last run left them
 * @param after as this run leaves them
 * @param nowSeconds null: only the snapshots count
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

/** Whether `keep` deletes less than the time now says: it may lag behind by a day before that is worth a word. */
export function isKeepHeld(clock: KeepClock, nowSeconds: number): boolean {
  return clock.kind === "held" || (clock.kind === "at" && nowSeconds - clock.seconds > DAY_SECONDS);
}
