import { join } from "node:path";
import type { HistoryChange } from "../history/history-change.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { usageSpan } from "../history/usage-span.js";
import { readCache, removeAllExcept, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import { isAsWritten, isObjectOf, isRecordOf, isString } from "../io/cache/shape.js";
import { toRowId } from "../rollup/row-digest.js";
import { removeFromUserRows } from "../io/history/user-rows.js";
import { toSlug } from "../rollup/slug.js";
import { forgetUsers, TARGETS_FOLDER } from "./branch-files.js";
import { CHECKED_FILE } from "./checked-file.js";
import { STAMP_FILE } from "./out-stamp.js";
import { NOTICE_COUNTS_FILE } from "./notice-counts.js";
import { ROLLUPS_FOLDER, type RollupIndex } from "./rollup-store.js";

/** These name no user: times of checks, the report about the group of `out`, counts, and stamps of files. */
const FILES_WITHOUT_NAMES = [
  "monitoring.json",
  "monitored-hours.json",
  "out-group.json",
  NOTICE_COUNTS_FILE,
  CHECKED_FILE,
  STAMP_FILE,
];
/** In these folders, the files that may contain something of the sessions are removed. */
const FOLDERS = [ROLLUPS_FOLDER, TARGETS_FOLDER, "users"];

/**
 * Removes everything that may contain something of some sessions from `cache/`, before they leave the history: so a
 * run that then fails, or is killed, leaves nothing of them. The next build makes it again.
 */
export function forgetSessions(
  historyFolder: string,
  { removed: sessions, orphans = [] }: Pick<HistoryChange, "removed" | "orphans">,
): void {
  const cacheFolder = join(historyFolder, "cache");
  if (orphans.length > 0) {
    // Their users and months are not known for certain, and they are rare.
    removeAllExcept(cacheFolder, FILES_WITHOUT_NAMES);
    return;
  }
  if (sessions.length === 0) return;
  // Any other file may contain something of them: also those of killed runs and other versions.
  removeAllExcept(cacheFolder, [...FILES_WITHOUT_NAMES, ...FOLDERS]);
  forgetRollups(join(cacheFolder, ROLLUPS_FOLDER), toMonths(sessions));
  const slugs = new Set(sessions.map(({ user }) => toSlug(user)));
  const ids = new Set(sessions.map(({ id }) => id));
  for (const slug of slugs) removeFromUserRows(cacheFolder, slug, (row) => ids.has(toRowId(row)));
  forgetUsers(cacheFolder, slugs);
}

const isRollupIndex = isObjectOf<RollupIndex>({
  context: isString,
  days: isAsWritten(),
  months: isRecordOf(isAsWritten()),
});

function forgetRollups(folder: string, isForgotten: (month: string) => boolean): void {
  const file = join(folder, "index.json");
  const index = readCache(file, isRollupIndex);
  if (index === null) {
    removeCacheFile(folder);
    return;
  }
  const months = Object.entries(index.months);
  const kept = months.filter(([month]) => !isForgotten(month));
  removeAllExcept(folder, ["index.json", ...kept.map(([month]) => `${month}.json`)]);
  if (kept.length < months.length) writeCacheFile(file, { ...index, months: Object.fromEntries(kept) });
}

/** The months in which one of the sessions may have been connected, in any zone. */
function toMonths(sessions: readonly Session[]): (month: string) => boolean {
  const spans = sessions.map((session) => usageSpan(session).map(toMonth) as [string, string]);
  return (month) => spans.some(([first, last]) => month >= first && month <= last);
}
