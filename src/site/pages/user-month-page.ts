import { toMonthSpan, type Calendar } from "../../rollup/calendar.js";
import { findNeighbours, userLink, type Neighbours, type PageFrame, type UserLink } from "./page-frame.js";
import { planSessionParts, toSessionList, type SessionListHead, type SessionPartPage } from "./session-part-page.js";
import type { UserMonthRollup } from "../../rollup/user-rollup.js";
import type { UserEntry, UserOutline, HistoryIndex } from "../site-index.js";
import { userMonthPath } from "../site-paths.js";
import type { Session } from "../../history/session.js";
import { toMonth } from "../../history/local-day.js";
import { toLastDay } from "../../rollup/session-shares.js";
import type { Totals } from "../../rollup/totals.js";
import { toExactness, type Exactness } from "./exactness.js";

/** One user's month: all its sessions. */
export interface UserMonthPage extends PageFrame {
  readonly page: "user-month";
  readonly link: UserLink;
  readonly month: string;
  readonly neighbours: Neighbours;
  readonly totals: Totals;
  readonly exactness: Exactness;
  /** Sessions that began in the month. */
  readonly begun: SessionListHead;
  /** Whether a session is running that was connected in this month. */
  readonly isRunning: boolean;
}

/** @param userMonth one of the user's months */
export function toUserMonthPage(index: HistoryIndex, user: UserEntry, userMonth: UserMonthRollup): UserMonthPage {
  const { month, totals } = userMonth;
  const { sessions, usage } = user.read([userMonth]);
  return {
    page: "user-month",
    charts: [],
    path: userMonthPath(user.slug, month),
    link: userLink(index, user.user),
    month,
    neighbours: toUserMonthNeighbours(user, month),
    totals,
    exactness: toExactness(index, totals, user.servers, toMonthSpan(index.calendar, month)),
    begun: toSessionList({ ...index, usage }, sessions, userMonthPath(user.slug, month), false),
    isRunning: isAnyRunningIn(user.open, month, index.calendar),
  };
}

/** The page of a user's month with some older sessions, which are read when it is made. */
export function toUserMonthPartPage(
  index: HistoryIndex,
  user: UserEntry,
  userMonth: UserMonthRollup,
  path: string,
): SessionPartPage {
  const { month } = userMonth;
  const { sessions, usage } = user.read([userMonth]);
  const list = { kind: "userMonth", month, link: userLink(index, user.user) } as const;
  const parts = planSessionParts({ ...index, usage }, sessions, userMonthPath(user.slug, month), list);
  const part = parts.find((one) => one.path === path);
  if (part === undefined) throw new Error(`${month} has no page ${path}`);
  return part.make();
}

/** Whether totals of a month are without what one of its sessions has added since its last day that is over. */
export function isAnyRunningIn(open: readonly Session[], month: string, calendar: Calendar): boolean {
  return open.some((session) => toMonth(toLastDay(session, calendar)) === month);
}

/** The pages of the user's months before and after one of them. */
export function toUserMonthNeighbours({ slug, months }: UserOutline, month: string): Neighbours {
  const names = months.map((one) => one.month);
  return findNeighbours(names, month, (name) => userMonthPath(slug, name));
}
