import { join } from "node:path";
import { getOrInsert } from "../history/get-or-insert.js";
import { addDays } from "../history/local-day.js";
import { writeCacheFile } from "../io/cache/cache-file.js";
import type { MonitoringGaps } from "../site/charts/monitoring-gaps.js";
import type { Countries } from "../site/countries.js";
import { fingerprint } from "../site/fingerprint.js";
import { findGapNotices } from "../site/notices/find-gap-notices.js";
import { findMonthNotices, OLD_HISTORY_DAYS, toEarlierEnds } from "../site/notices/find-month-notices.js";
import type { Notice } from "../site/notices/notice.js";
import { monthsBefore } from "../site/notices/user-past.js";
import type { HistoryIndex } from "../site/site-index.js";
import type { HistoryReader } from "./history-reader.js";
import { NOTICE_COUNTS_FILE, readNoticeCounts, type NoticeCount } from "./notice-counts.js";
import type { RolledUp } from "./roll-up-history.js";

/** The notices of each month, found when they are first used. */
export interface MonthNotices {
  readonly find: (month: string) => readonly Notice[];
  /** Changes with the notices of a month, and with the rollups of the months before it. */
  readonly toKey: (month: string) => string;
  /** How many there are in each month whose key is that of the last build. */
  readonly knownCounts: ReadonlyMap<string, number>;
  /** How many there are in each month. Those whose count is not known are found, which reads the months. */
  readonly count: () => ReadonlyMap<string, number>;
}

/** The notices of each month, with a key that changes with them. */
export function openMonthNotices(
  { history: { folder }, readMonth }: Pick<HistoryReader, "history" | "readMonth">,
  { summaries, readUsers }: RolledUp,
  index: HistoryIndex,
  {
    gaps,
    countries,
    ignoreCache,
  }: {
    readonly gaps: Pick<MonitoringGaps, "between">;
    readonly countries: Countries;
    readonly ignoreCache: boolean;
  },
): MonthNotices {
  const found = new Map<string, readonly Notice[]>();
  const keys = new Map(summaries.map(({ month, key }) => [month, key]));
  const earlierEnds = toEarlierEnds(index);
  const firstDay = index.dayNames.at(-1) ?? "";
  const gapsByMonth = findGapNotices(gaps, index.calendar);
  const find = (month: string): readonly Notice[] =>
    getOrInsert(found, month, () => {
      const ofMonth = gapsByMonth.get(month) ?? [];
      // The overview names a gap although nobody was connected in its month.
      if (!keys.has(month)) return ofMonth;
      return findMonthNotices(readMonth(month), { index, gaps: ofMonth, countries, readUsers });
    });
  const toKey = (month: string): string => {
    const monthStart = `${month}-01`;
    const isOld = addDays(firstDay, OLD_HISTORY_DAYS) <= monthStart;
    const rollupKeys = [...monthsBefore(month), month].map((each) => keys.get(each) ?? null);
    const times = [gapsByMonth.get(month) ?? [], isOld ? null : firstDay];
    return fingerprint(rollupKeys, earlierEnds.get(month) ?? [], times, countries.key);
  };
  const file = join(folder, "cache", NOTICE_COUNTS_FILE);
  const before = ignoreCache ? new Map<string, NoticeCount>() : readNoticeCounts(file);
  const known = new Map([...before].filter(([month, { key }]) => keys.has(month) && key === toKey(month)));
  return {
    find,
    toKey,
    knownCounts: toNumbers(known),
    count: () => {
      const counts = new Map(
        [...keys.keys()].map((month) => [month, known.get(month) ?? { key: toKey(month), count: find(month).length }]),
      );
      if (known.size < Math.max(counts.size, before.size)) writeCacheFile(file, Object.fromEntries(counts));
      return toNumbers(counts);
    },
  };
}

function toNumbers(counts: ReadonlyMap<string, NoticeCount>): ReadonlyMap<string, number> {
  return new Map([...counts].map(([month, { count }]) => [month, count]));
}
