import { addDays } from "../history/local-day.js";
import { compareNames } from "../text/compare-names.js";
import { userLink, type PageFrame, type UserLink } from "./page-frame.js";
import type { SiteIndex, UserEntry } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { USERS_PATH } from "./site-paths.js";
import { sumTotals, type Totals } from "./totals.js";

/** All users. */
export interface UsersPage extends PageFrame {
  readonly page: "users";
  /** By name. */
  readonly users: readonly UserRow[];
  readonly totals: Totals;
  readonly inactiveAfterDays: number;
  /** Entries of the alias file whose user has no session, by name. */
  readonly neverSeen: readonly { readonly user: string; readonly alias: string }[];
}

export interface UserRow {
  readonly link: UserLink;
  readonly totals: Totals;
  /** Null while a session is open. */
  readonly lastSeenSeconds: number | null;
  readonly inactive: boolean;
}

const INACTIVE_AFTER_DAYS = 30;

export function usersPage(input: SiteInput, index: SiteIndex): UsersPage {
  const users = [...index.users.values()];
  const firstActiveDay = addDays(index.today, -INACTIVE_AFTER_DAYS);
  return {
    page: "users",
    charts: [],
    path: USERS_PATH,
    users: users.map((entry) => {
      const lastSeen = lastSeenSeconds(entry);
      return {
        link: userLink(index, entry.user),
        totals: entry.totals,
        lastSeenSeconds: lastSeen,
        inactive: lastSeen !== null && index.calendar.dayOf(lastSeen) < firstActiveDay,
      };
    }),
    totals: sumTotals(users.map(({ totals }) => totals)),
    inactiveAfterDays: INACTIVE_AFTER_DAYS,
    neverSeen: [...input.aliases]
      .filter(([user]) => !index.users.has(user))
      .sort(([a], [b]) => compareNames(input.language, a, b))
      .map(([user, alias]) => ({ user, alias })),
  };
}

/** When a user's last session ended; null while one is open. */
export function lastSeenSeconds({ sessions, openCount }: UserEntry): number | null {
  if (openCount > 0) return null;
  return sessions.reduce((last, session) => Math.max(last, session.endSeconds ?? 0), 0);
}
