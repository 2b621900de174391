import type { MonthRollup } from "../../src/rollup/month-rollup.js";
import { byDay, mergeUsers, type SiteRollup } from "../../src/rollup/site-rollup.js";
import { NO_ROWS } from "../../src/rollup/row-digest.js";
import { NO_STARTS } from "../../src/rollup/start-hours.js";
import { sumTotals } from "../../src/rollup/totals.js";
import type { UserRollup } from "../../src/rollup/user-rollup.js";
import { compareTexts } from "../../src/text/compare-texts.js";

/*
 * The rollup of a site from those of its months, all in memory: what `build/roll-up-history.ts` has to come to with what it
 * remembers.
 */

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

/** The neutral element of merging: it leaves every rollup of the user as it is. */
export function emptyUserRollup(user: string): UserRollup {
  return {
    user,
    totals: sumTotals([]),
    months: [],
    servers: [],
    beginDayCount: 0,
    firstSeenSeconds: null,
    firstEndSeconds: null,
    lastEndSeconds: null,
    addresses: [],
    startHours: NO_STARTS,
    newestDays: [],
    concurrent: { count: 0, newest: [] },
    clients: [],
    rows: NO_ROWS,
  };
}
