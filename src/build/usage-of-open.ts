import { join } from "node:path";
import { groupBy } from "../history/group-by.js";
import { usageSpan } from "../history/usage-span.js";
import type { Usage } from "../history/usage.js";
import { readCache, writeCacheFile } from "../io/cache/cache-file.js";
import { isListOf, isNumber, isObjectOf, isRecordOf, isString } from "../io/cache/shape.js";
import type { FileStamp } from "../io/files/stamp-file.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import { fingerprint } from "../site/fingerprint.js";

/** The usage of the sessions that were running in the last build, with the stamps of the files that it comes from. */
interface CachedUsage {
  readonly ids: readonly string[];
  readonly stamps: Readonly<Record<string, FileStamp>>;
  readonly rows: readonly Usage[];
}

const USAGE_OF_OPEN_FILE = "usage-of-open.json";

const isCachedUsage = isObjectOf<CachedUsage>({
  ids: isListOf(isString),
  stamps: isRecordOf(isString),
  rows: isListOf(
    isObjectOf<Usage>({
      day: isString,
      id: isString,
      user: isString,
      server: isString,
      bytesReceived: isNumber,
      bytesSent: isNumber,
    }),
  ),
});

const NOTHING: CachedUsage = { ids: [], stamps: {}, rows: [] };

/**
 * All usage of the running sessions. A tunnel that has been up for months has rows in hundreds of files: only files that
 * have changed are read, and the other rows come from the cache.
 *
 * @param stamps of all day files of usage
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readOpenUsage(
  { folder, open, rows }: StoredHistory,
  stamps: Readonly<Record<string, FileStamp>>,
): readonly Usage[] {
  const file = join(folder, "cache", USAGE_OF_OPEN_FILE);
  const before = readCache(file, isCachedUsage) ?? NOTHING;
  const knownIds = new Set(before.ids);
  const ids = new Set(open.map(({ id }) => id));
  const firstDay = toFirstDay(open);
  const firstUnknownDay = toFirstDay(open.filter(({ id }) => !knownIds.has(id)));
  const cached = groupBy(before.rows, ({ day }) => day);
  const days = Object.keys(stamps).filter((day) => day >= firstDay);
  const usage = days.flatMap((day) => {
    const isKnown = before.stamps[day] === stamps[day] && day < firstUnknownDay;
    const dayUsage = isKnown ? (cached.get(day) ?? []) : rows.readUsage(day);
    return dayUsage.filter(({ id }) => ids.has(id));
  });
  const after: CachedUsage = {
    ids: [...ids].sort(),
    stamps: Object.fromEntries(days.map((day) => [day, stamps[day] ?? ""])),
    rows: usage,
  };
  if (fingerprint(after) !== fingerprint(before)) writeCacheFile(file, after);
  return usage;
}

/** The first day for which any of these sessions can have usage. If there is no session: a text after all days. */
function toFirstDay(sessions: StoredHistory["open"]): string {
  return sessions.map((session) => usageSpan(session)[0]).reduce((first, day) => (day < first ? day : first), "~");
}
