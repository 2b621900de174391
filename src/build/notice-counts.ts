import { readCacheFile } from "../io/cache/cache-file.js";
import { isObject } from "../io/files/is-object.js";

/** How many notices a month had when they were last found. */
export interface NoticeCount {
  /** Changes with the notices. */
  readonly key: string;
  readonly count: number;
}

/** In the history's cache, by month. It names no user. */
export const NOTICE_COUNTS_FILE = "notice-counts.json";

export function readNoticeCounts(file: string): ReadonlyMap<string, NoticeCount> {
  const cached = readCacheFile(file);
  if (!isObject(cached)) return new Map();
  return new Map(Object.entries(cached).filter((entry): entry is [string, NoticeCount] => isNoticeCount(entry[1])));
}

function isNoticeCount(value: unknown): value is NoticeCount {
  return isObject(value) && typeof value["key"] === "string" && Number.isSafeInteger(value["count"]);
}
