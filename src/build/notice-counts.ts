import { readCache } from "../io/cache/cache-file.js";
import { isNumber, isObjectOf, isRecordOf, isString } from "../io/cache/shape.js";

/** How many notices a month had when they were last found. */
export interface NoticeCount {
  /** Changes with the notices. */
  readonly key: string;
  readonly count: number;
}

/** In the history's cache: the numbers of notices by month. It names no user. */
export const NOTICE_COUNTS_FILE = "notice-counts.json";

const isNoticeCounts = isRecordOf(isObjectOf<NoticeCount>({ key: isString, count: isNumber }));

/** By month; empty if the cache has none. */
export function readNoticeCounts(file: string): ReadonlyMap<string, NoticeCount> {
  return new Map(Object.entries(readCache(file, isNoticeCounts) ?? {}));
}
