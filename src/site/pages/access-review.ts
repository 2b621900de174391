import { addDays } from "../../history/local-day.js";
import { compareNames } from "../../text/format/compare-names.js";
import { userLink, type UserLink } from "./page-frame.js";
import type { UserOutline, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";

/** Who has access and how they use it: the users page and its workbook. */
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

export interface ReviewedUser extends Pick<
  UserOutline,
  "firstSeenSeconds" | "lastSeenSeconds" | "totals" | "reconnectsPerDay" | "addressCount" | "concurrent"
> {
  readonly link: UserLink;
  readonly activity: Activity;
}

/** Online while a session is open; inactive by the days between today and the local day on which the last one ended. */
export type Activity =
  | { readonly kind: "online" }
  | { readonly kind: "active" }
  | { readonly kind: "inactive"; readonly moreThanDays: InactiveDays };

/** A user who was last seen more than this many days ago is inactive; the second mark is the stronger one. */
export const INACTIVE_DAYS = [30, 90] as const;
export type InactiveDays = (typeof INACTIVE_DAYS)[number];

export function accessReview(
  { aliases, language }: Pick<SiteInput, "aliases" | "language">,
  index: HistoryIndex,
): AccessReview {
  return {
    users: [...index.users.values()].map((outline) => reviewUser(index, outline)),
    neverConnected: [...aliases]
      .filter(([user]) => !index.users.has(user))
      .sort(([a], [b]) => compareNames(language, a, b))
      .map(([user, alias]) => ({ user, alias })),
  };
}

function reviewUser(index: HistoryIndex, outline: UserOutline): ReviewedUser {
  const { user, firstSeenSeconds, lastSeenSeconds, totals, reconnectsPerDay, addressCount, concurrent } = outline;
  return {
    link: userLink(index, user),
    activity: toActivity(index, lastSeenSeconds),
    firstSeenSeconds,
    lastSeenSeconds,
    totals,
    reconnectsPerDay,
    addressCount,
    concurrent,
  };
}

function toActivity({ calendar, today }: HistoryIndex, lastSeen: number | null): Activity {
  if (lastSeen === null) return { kind: "online" };
  const lastDay = calendar.toDay(lastSeen);
  const moreThanDays = INACTIVE_DAYS.findLast((days) => lastDay < addDays(today, -days));
  return moreThanDays === undefined ? { kind: "active" } : { kind: "inactive", moreThanDays };
}
