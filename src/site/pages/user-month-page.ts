import { toMonthSpan, type Calendar } from "../../rollup/calendar.js";
import { findNeighbours, userLink, type Neighbours, type PageFrame, type UserLink } from "./page-frame.js";
import { sessionTable, type SessionTable } from "./session-table.js";
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
  readonly table: SessionTable;
  /** Whether a session is running that was connected in this month. */
  readonly isRunning: boolean;
}

/** @param ofMonth one of the user's months */
export function userMonthPage(index: HistoryIndex, user: UserEntry, ofMonth: UserMonthRollup): UserMonthPage {
  const { month, totals } = ofMonth;
  const { sessions, usage } = user.read([ofMonth]);
  return {
    page: "user-month",
    charts: [],
    path: userMonthPath(user.slug, month),
    link: userLink(index, user.user),
    month,
    neighbours: toUserMonthNeighbours(user, month),
    totals,
    exactness: toExactness(index, totals, user.servers, toMonthSpan(index.calendar, month)),
    table: sessionTable({ ...index, usage }, sessions, false),
    isRunning: isAnyRunningIn(user.open, month, index.calendar),
  };
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
