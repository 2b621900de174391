import type { MonthOutline } from "./month-outline.js";
import type { DayOutline } from "./day-outline.js";
import type { MonthRollup } from "./month-rollup.js";
import { mergeUserRollups, type UserRollup } from "./user-rollup.js";
import { compareTexts } from "../text/compare-texts.js";

/**
 * Some or all months together. Rollups of different months give the same result in whatever order and grouping they are
 * merged.
 */
export interface SiteRollup {
  /** Oldest first. */
  readonly months: readonly MonthOutline[];
  /** The days on which someone was connected, oldest first. */
  readonly days: readonly DayOutline[];
  /** By code point of their names. */
  readonly users: readonly UserRollup[];
}

export function toSiteRollup({ users, days, ...rollup }: MonthRollup): SiteRollup {
  const { month, totals, userCount, peak, servers, goneBySeconds } = rollup;
  return {
    months: [{ month, totals, userCount, peak, servers, goneBySeconds }],
    days: [...days].sort(byDay),
    users: [...users].sort((a, b) => compareTexts(a.user, b.user)),
  };
}

/** @param parts of different months */
export function mergeRollups(parts: readonly SiteRollup[]): SiteRollup {
  return {
    months: parts.flatMap(({ months }) => months).sort((a, b) => compareTexts(a.month, b.month)),
    days: parts.flatMap(({ days }) => days).sort(byDay),
    users: mergeUsers(parts.map((part) => part.users)),
  };
}

/**
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
