import { getOrInsert } from "../history/get-or-insert.js";
import { addDays } from "../history/local-day.js";
import { fingerprint } from "../site/fingerprint.js";
import {
  findMonthNotices,
  OLD_HISTORY_DAYS,
  toEarlierEnds,
  type NoticeSources,
} from "../site/notices/find-month-notices.js";
import type { Notice } from "../site/notices/notice.js";
import { monthsBefore } from "../site/notices/user-past.js";
import type { HistoryIndex } from "../site/site-index.js";
import type { HistoryReader } from "./history-reader.js";
import type { RolledUp } from "./roll-up-history.js";

/** The notices of each month, found when they are first used. */
export interface MonthNotices {
  readonly find: (month: string) => readonly Notice[];
  /** Changes with the notices of a month, beside what its own sessions and the gaps in monitoring say. */
  readonly toKey: (month: string) => string;
}

export function openMonthNotices(
  { readMonth }: Pick<HistoryReader, "readMonth">,
  { heads, readUsers }: RolledUp,
  index: HistoryIndex,
  { gaps, countries }: Pick<NoticeSources, "gaps" | "countries">,
): MonthNotices {
  const found = new Map<string, readonly Notice[]>();
  const keys = new Map(heads.map(({ month, key }) => [month, key]));
  const earlierEnds = toEarlierEnds(index);
  const firstDay = index.dayNames.at(-1) ?? "";
  return {
    find: (month) =>
      getOrInsert(found, month, () =>
        keys.has(month) ? findMonthNotices(readMonth(month), { index, gaps, countries, readUsers }) : [],
      ),
    toKey: (month) => {
      const monthStart = `${month}-01`;
      const isOld = addDays(firstDay, OLD_HISTORY_DAYS) <= monthStart;
      const before = monthsBefore(month).map((earlier) => keys.get(earlier) ?? null);
      return fingerprint(before, earlierEnds.get(month) ?? [], isOld ? null : firstDay);
    },
  };
}
