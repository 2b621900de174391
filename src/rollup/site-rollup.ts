import type { MonthOutline } from "./month-outline.js";
import type { DayOutline } from "./day-outline.js";
import { mergeUserRollups, type UserRollup } from "./user-rollup.js";
import { compareTexts } from "../text/compare-texts.js";

/** All months together: see `build/roll-up-history.ts`. */
export interface SiteRollup {
  /** Oldest first. */
  readonly months: readonly MonthOutline[];
  /** The days on which someone was connected, oldest first. */
  readonly days: readonly DayOutline[];
  /** By code point of their names. */
  readonly users: readonly UserRollup[];
}

/**
 * Joins the users of different months: the result is the same in whatever order and grouping they are joined.
 *
 * @param parts the users of different months
 * @returns by code point of their names
 */
export function mergeUsers(parts: readonly (readonly UserRollup[])[]): readonly UserRollup[] {
  const users = new Map<string, UserRollup>();
  for (const part of parts) {
    for (const rollup of part) {
      const known = users.get(rollup.user);
      users.set(rollup.user, known === undefined ? rollup : mergeUserRollups(known, rollup));
    }
  }
  return [...users.values()].sort((a, b) => compareTexts(a.user, b.user));
}

/** Oldest first. */
export function byDay(a: DayOutline, b: DayOutline): number {
  return compareTexts(a.day, b.day);
}
