import { accessReview, INACTIVE_DAYS, type NamedUser, type ReviewedUser } from "./access-review.js";
import { clientVersions, type ClientVersion } from "./client-versions.js";
import { MAX_HANDOVER_SECONDS } from "../../rollup/concurrent-addresses.js";
import { reviewDownloads, type DownloadLink } from "../downloads/download-link.js";
import type { PageFrame } from "./page-frame.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { USERS_PATH } from "../site-paths.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";
import { ALL_TIME, toSiteExactness, type Exactness } from "./exactness.js";

/** All users, as a review of who has access. */
export interface UsersPage extends PageFrame {
  readonly page: "users";
  /** By name. */
  readonly users: readonly ReviewedUser[];
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly onlineCount: number;
  /**
   * How many users were last seen more than this many days ago. Users of a later mark are counted in the earlier ones
   * too.
   */
  readonly inactive: readonly { readonly moreThanDays: number; readonly count: number }[];
  /** Users who were connected from two addresses at once. */
  readonly concurrentCount: number;
  readonly handoverMinutes: number;
  /** Entries of the alias file whose user has no session, by name. */
  readonly neverConnected: readonly NamedUser[];
  /** Empty if no version is known. */
  readonly clientVersions: readonly ClientVersion[];
  /** Whether any session is running. */
  readonly isRunning: boolean;
  readonly downloads: readonly DownloadLink[];
}

export function usersPage(input: SiteInput, index: HistoryIndex): UsersPage {
  const { users, neverConnected } = accessReview(input, index);
  const totals = sumTotals(users.map((user) => user.totals));
  return {
    page: "users",
    charts: [],
    path: USERS_PATH,
    users,
    totals,
    exactness: toSiteExactness(index, totals, index.servers.keys(), ALL_TIME),
    onlineCount: users.filter(({ activity }) => activity.kind === "online").length,
    inactive: INACTIVE_DAYS.map((moreThanDays) => ({
      moreThanDays,
      count: users.filter(({ activity }) => activity.kind === "inactive" && activity.moreThanDays >= moreThanDays)
        .length,
    })),
    concurrentCount: users.filter(({ concurrent }) => concurrent.count > 0).length,
    handoverMinutes: MAX_HANDOVER_SECONDS / 60,
    neverConnected,
    clientVersions: clientVersions(input, index),
    isRunning: index.openCount > 0,
    downloads: reviewDownloads(),
  };
}
