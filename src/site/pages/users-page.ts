import type { ChartFigure } from "../charts/site-chart.js";
import { accessReview, INACTIVE_DAYS, type AccessReview, type ReviewedUser } from "./access-review.js";
import { clientVersions, type ClientVersion } from "./client-versions.js";
import { MAX_HANDOVER_SECONDS } from "../../rollup/concurrent-addresses.js";
import { reviewDownloads, type DownloadLink } from "../downloads/download-link.js";
import type { PageFrame } from "./page-frame.js";
import { recordedDays } from "../charts/recorded-days.js";
import type { HistoryIndex, UserOutline } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { USERS_PATH } from "../site-paths.js";
import { daysBefore, toPresenceOn } from "../user-presence.js";
import { cutList, toListParts, type ListPart } from "./list-parts.js";
import { planNeverSeen, type NeverSeenList, type NeverSeenPartPage } from "./never-seen-page.js";
import { toPresenceView, type PresenceView } from "./presence-view.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";
import { ALL_TIME, toSiteExactness, type Exactness } from "./exactness.js";

/** All users, as a review of who has access. */
export interface UsersPage extends PageFrame {
  readonly page: "users";
  /** How many there are. */
  readonly userCount: number;
  readonly list: UserList;
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
  readonly neverSeen: NeverSeenList;
  readonly certificates: AccessReview["certificates"];
  /** Empty if no version is known. */
  readonly clientVersions: readonly ClientVersion[];
  /** Whether any session is running. */
  readonly isRunning: boolean;
  readonly downloads: readonly DownloadLink[];
}

/** A page with more users. */
export interface UsersPartPage extends PageFrame {
  readonly page: "users-part";
  readonly part: ListPart;
  /** How many users there are. */
  readonly userCount: number;
  readonly inactive: UsersPage["inactive"];
  readonly handoverMinutes: number;
  readonly list: UserList;
}

/** Users in the order of their names, as far as they fit a page. */
interface UserList {
  /** Whether certificates are known. */
  readonly hasCertificates: boolean;
  readonly users: readonly ListedUser[];
  /** How many fit on the first page. */
  readonly firstCount: number;
  /** The pages with the others. */
  readonly parts: readonly ListPart[];
}

interface ListedUser extends ReviewedUser {
  /** The last 30 days, today included. */
  readonly presence: PresenceView;
}

/** A page whose model is computed on use. */
interface PlannedUsersPage {
  readonly path: string;
  readonly make: (charts: readonly ChartFigure[]) => UsersPage | UsersPartPage | NeverSeenPartPage;
}

const TABLE_DAYS = 30;

/** The page of the first users, and one for each further part of its lists that are too long for one page. */
export function planUsersPages(input: SiteInput, index: HistoryIndex): readonly PlannedUsersPage[] {
  let review: AccessReview | undefined;
  const getReview = (): AccessReview => (review ??= accessReview(input, index));
  const cut = cutList([...index.users.values()], (number) => USERS_PATH.replace("index", String(number)));
  const parts = toListParts(cut);
  const neverSeen = planNeverSeen(input, index, () => getReview().neverConnected);
  const toList = (from: number, outlines: readonly UserOutline[]): UserList => {
    const reviewed = getReview().users.slice(from - 1);
    const users = addPresence(input, index, outlines, reviewed);
    return { hasCertificates: getReview().certificates !== null, users, firstCount: cut.first.length, parts };
  };
  return [
    {
      path: USERS_PATH,
      make: (charts) =>
        toUsersPage(input, index, getReview(), {
          charts,
          list: toList(1, cut.first),
          neverSeen: neverSeen.toFirst(),
        }),
    },
    ...cut.parts.map(({ path, from, to, rows }) => ({
      path,
      make: (): UsersPartPage => ({
        page: "users-part",
        path,
        charts: [],
        part: { path, from, to },
        userCount: index.users.size,
        inactive: countInactive(getReview()),
        handoverMinutes: MAX_HANDOVER_SECONDS / 60,
        list: toList(from, rows),
      }),
    })),
    ...neverSeen.pages,
  ];
}

/** @param reviewed the same users, in the same order */
function addPresence(
  { monitored, zone }: SiteInput,
  index: HistoryIndex,
  outlines: readonly UserOutline[],
  reviewed: readonly ReviewedUser[],
): readonly ListedUser[] {
  const { today } = index;
  // Today counts as recorded in any case: otherwise the first check of a day would change the page.
  const recorded = new Set([...recordedDays(monitored, zone, index), today]);
  const days = [...daysBefore(today, TABLE_DAYS - 1), today];
  return outlines.flatMap(({ months }, place) => {
    const user = reviewed[place];
    return user === undefined ? [] : [{ ...user, presence: toPresenceView(toPresenceOn(days, months, recorded)) }];
  });
}

function countInactive({ users }: AccessReview): UsersPage["inactive"] {
  return INACTIVE_DAYS.map((moreThanDays) => ({
    moreThanDays,
    count: users.filter(({ activity }) => activity.kind === "inactive" && activity.moreThanDays >= moreThanDays).length,
  }));
}

function toUsersPage(
  input: SiteInput,
  index: HistoryIndex,
  review: AccessReview,
  { charts, list, neverSeen }: Pick<UsersPage, "charts" | "list" | "neverSeen">,
): UsersPage {
  const { users, certificates } = review;
  const totals = sumTotals(users.map((user) => user.totals));
  return {
    page: "users",
    charts,
    path: USERS_PATH,
    userCount: users.length,
    list,
    totals,
    exactness: toSiteExactness(index, totals, index.servers.keys(), ALL_TIME),
    onlineCount: users.filter(({ activity }) => activity.kind === "online").length,
    inactive: countInactive(review),
    concurrentCount: users.filter(({ concurrent }) => concurrent.count > 0).length,
    handoverMinutes: MAX_HANDOVER_SECONDS / 60,
    neverSeen,
    certificates,
    clientVersions: clientVersions(input, index),
    isRunning: index.openCount > 0,
    downloads: reviewDownloads(),
  };
}
