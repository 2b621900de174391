import {
  findNeighbours,
  sessionGroupViews,
  userLink,
  type Neighbours,
  type PageFrame,
  type SessionGroupView,
  type UserLink,
} from "./page-frame.js";
import type { UserMonthEntry } from "../../rollup/user-months.js";
import type { UserEntry, HistoryIndex } from "../site-index.js";
import { userMonthPath } from "../site-paths.js";
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
  readonly groups: readonly SessionGroupView[];
}

export function userMonthPage(index: HistoryIndex, user: UserEntry, entry: UserMonthEntry): UserMonthPage {
  const toPath = (month: string): string => userMonthPath(user.slug, month);
  return {
    page: "user-month",
    charts: [],
    path: toPath(entry.month),
    link: userLink(index, user.user),
    month: entry.month,
    neighbours: findNeighbours([...user.months.keys()], entry.month, toPath),
    totals: entry.totals,
    exactness: toExactness(index, entry.totals, user.servers),
    groups: sessionGroupViews(index, entry.sessions),
  };
}
