import { EARLIEST_SET_CLOCK_SECONDS } from "../history/earliest-set-clock.js";
import { addDays } from "../history/local-day.js";
import { compareNames } from "../text/compare-names.js";
import { concurrentStays, type ConcurrentStays } from "./concurrent-stays.js";
import { userLink, type UserLink } from "./page-frame.js";
import type { SiteIndex, UserEntry } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import type { Totals } from "./totals.js";

/** Who has access and what they make of it: the users page and its workbook. */
export interface AccessReview {
  /** By name. */
  readonly users: readonly ReviewedUser[];
  /** Entries of the alias file whose user has no session, by name. */
  readonly neverConnected: readonly NamedUser[];
}

export interface NamedUser {
  readonly user: string;
  readonly alias: string;
}

export interface ReviewedUser {
  readonly link: UserLink;
  readonly activity: Activity;
  readonly firstSeenSeconds: number;
  /** Null while a session is open. */
  readonly lastSeenSeconds: number | null;
  readonly totals: Totals;
  /**
   * How often a session followed an earlier one on the same local day, on average over the days on which the user began
   * a session: (sessions begun − those days) / those days.
   */
  readonly reconnectsPerDay: number;
  /** How many different public addresses all their sessions came from. */
  readonly addressCount: number;
  readonly concurrent: ConcurrentStays;
}

/** Online while a session is open; inactive by the days between today and the local day on which the last one ended. */
export type Activity =
  | { readonly kind: "online" }
  | { readonly kind: "active" }
  | { readonly kind: "inactive"; readonly moreThanDays: InactiveDays };

/** A user who was last seen more than this many days ago is inactive; the second is the louder mark. */
export const INACTIVE_DAYS = [30, 90] as const;
export type InactiveDays = (typeof INACTIVE_DAYS)[number];

export function accessReview(
  { aliases, language }: Pick<SiteInput, "aliases" | "language">,
  index: SiteIndex,
): AccessReview {
  return {
    users: [...index.users.values()].map((entry) => reviewOf(index, entry)),
    neverConnected: [...aliases]
      .filter(([user]) => !index.users.has(user))
      .sort(([a], [b]) => compareNames(language, a, b))
      .map(([user, alias]) => ({ user, alias })),
  };
}

function reviewOf(index: SiteIndex, entry: UserEntry): ReviewedUser {
  const lastSeen = lastSeenSeconds(entry);
  const addresses = new Set(entry.sessions.map(({ publicIp }) => publicIp));
  addresses.delete("");
  return {
    link: userLink(index, entry.user),
    activity: activityOf(index, lastSeen),
    firstSeenSeconds: firstSeenSeconds(entry),
    lastSeenSeconds: lastSeen,
    totals: entry.totals,
    reconnectsPerDay: reconnectsPerDay(entry),
    addressCount: addresses.size,
    concurrent: concurrentStays(entry.sessions),
  };
}

/**
 * When a user was last connected; null while online. A session that is open on a server without a current status proves
 * no more than its last snapshot did: whoever goes by it would take a user of a dark server for online for ever.
 */
export function lastSeenSeconds({ sessions, isOnline }: UserEntry): number | null {
  if (isOnline) return null;
  return sessions.reduce((last, session) => Math.max(last, session.endSeconds ?? session.lastSeenSeconds), 0);
}

/** When a user's first session began, by a clock that was set if there is any such. */
export function firstSeenSeconds({ sessions }: UserEntry): number {
  const first = sessions.findLast(({ startSeconds }) => startSeconds >= EARLIEST_SET_CLOCK_SECONDS);
  return (first ?? sessions.at(-1))?.startSeconds ?? 0;
}

function activityOf({ calendar, today }: SiteIndex, lastSeen: number | null): Activity {
  if (lastSeen === null) return { kind: "online" };
  const lastDay = calendar.dayOf(lastSeen);
  const moreThanDays = INACTIVE_DAYS.findLast((days) => lastDay < addDays(today, -days));
  return moreThanDays === undefined ? { kind: "active" } : { kind: "inactive", moreThanDays };
}

function reconnectsPerDay({ sessions, months }: UserEntry): number {
  let beginDayCount = 0;
  for (const { days } of months.values()) {
    for (const { sessionCount } of days.values()) if (sessionCount > 0) beginDayCount += 1;
  }
  return beginDayCount === 0 ? 0 : (sessions.length - beginDayCount) / beginDayCount;
}
