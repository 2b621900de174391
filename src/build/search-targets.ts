import { toAddressedSession } from "../history/find-who.js";
import { searchScript } from "../render/search-script.js";
import type { MonthEntry } from "../rollup/month-entry.js";
import { digestRows } from "../rollup/row-digest.js";
import { toSlug } from "../rollup/slug.js";
import { fingerprint } from "../site/fingerprint.js";
import { linkedUser } from "../site/pages/page-frame.js";
import { toSearchIndex } from "../site/search/search-index.js";
import { writeSearchShard } from "../site/search/search-shard.js";
import type { HistoryIndex, SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { SEARCH_INDEX_PATH, searchMonthPath } from "../site/site-paths.js";
import type { Target } from "../site/target.js";

/*
 * The search index: users, days and months; the ended sessions that were connected in each month; the running sessions.
 * A page loads a part at its first use.
 */

/** The index of users, days and months, which the search loads first. */
export function toSearchIndexTarget({ zone }: SiteInput, index: HistoryIndex): Target {
  const script = searchScript("index", toSearchIndex(zone.name, index));
  return { path: SEARCH_INDEX_PATH, stage: "download", toKey: () => script, make: () => script };
}

/** The index of ended sessions. Running ones change each minute: see {@link makeSearchLive}. */
export function toSearchMonthTarget(
  { month, sessions, usage }: MonthEntry,
  index: SiteIndex,
  programVersion: string,
): Target {
  const ended = sessions.filter(({ endSeconds }) => endSeconds !== null);
  const toOwnSlug = (user: string): string => linkedUser(index, user).slug;
  return {
    path: searchMonthPath(month),
    stage: "download",
    toKey: () => {
      const longSlugs = [...new Set(ended.map(({ user }) => user))].flatMap((user) => {
        const slug = toOwnSlug(user);
        return slug === toSlug(user) ? [] : [[user, slug]];
      });
      return fingerprint(programVersion, digestRows(ended, usage), longSlugs);
    },
    make: () => searchScript(month, writeSearchShard(ended.map(toAddressedSession), toOwnSlug)),
  };
}

/** The running sessions. */
export function makeSearchLive({ openSessions, nowSeconds }: SiteInput, index: SiteIndex): string {
  const shard = writeSearchShard(openSessions.map(toAddressedSession), (user) => linkedUser(index, user).slug);
  return searchScript("live", { asOfSeconds: nowSeconds, sessions: shard });
}
