import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { entryOf } from "../rollup/entry-of.js";
import { sessionShares } from "../rollup/session-shares.js";
import type { SiteDays } from "../rollup/site-days.js";
import type { SiteOutline } from "./site-outline.js";

/** The days, months and users of which pages and downloads show something else than in the run before. */
export interface Touched {
  readonly days: ReadonlySet<string>;
  readonly months: ReadonlySet<string>;
  /** Each with the months of which the user's pages do. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether anything is, so that what shows something of every session does too. */
  readonly site: boolean;
}

/** A session that is not what it was in the run before. */
export interface ChangedSession {
  readonly session: Session;
  /** All of it. */
  readonly usage: readonly Usage[];
}

/**
 * What a change of some sessions touches: the days that they overlap with their months, their users, and the pages
 * before and after those that are new, which link to them.
 *
 * @param changed as they were before, and as they are
 * @param outline of the run before
 */
export function touchedBy(
  changed: readonly ChangedSession[],
  outline: SiteOutline,
  calendar: SiteDays,
): Omit<Touched, "site"> {
  const days = new Set<string>();
  const users = new Map<string, Set<string>>();
  for (const { session, usage } of changed) {
    const ofUser = entryOf(users, session.user, () => new Set());
    for (const { day } of sessionShares(session, usage.length === 0 ? undefined : usage, calendar)) {
      days.add(day);
      ofUser.add(toMonth(day));
    }
  }
  const monthNames = outline.months.map(({ month }) => month);
  const factsByUser = new Map(outline.users.map((facts) => [facts.user, facts]));
  const touchedDays = withNeighboursOfNew(days, outline.dayNames);
  return {
    days: touchedDays,
    months: withNeighboursOfNew(new Set([...touchedDays].map(toMonth)), monthNames),
    users: new Map(
      [...users].map(([user, months]) => [user, withNeighboursOfNew(months, factsByUser.get(user)?.monthNames ?? [])]),
    ),
  };
}

/** Some names of a series, and of those that it does not have yet the ones that will stand beside them. */
function withNeighboursOfNew(names: ReadonlySet<string>, before: readonly string[]): ReadonlySet<string> {
  const known = new Set(before);
  const isNew = (name: string | undefined): boolean => name !== undefined && !known.has(name);
  const after = [...new Set([...before, ...names])].sort();
  return new Set(after.filter((name, place) => names.has(name) || isNew(after[place - 1]) || isNew(after[place + 1])));
}
