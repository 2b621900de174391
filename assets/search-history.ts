import { toLocalDay, toMonth } from "../src/history/local-day.js";
import type { SearchIndex } from "../src/site/search/search-index.js";
import type { SearchedSession } from "../src/site/search/search-shard.js";
import { makeZone, type Zone } from "../src/status/zone.js";
import { parseQuery } from "./find-query.js";
import { findByName, type FindGroup } from "./find-results.js";
import { searchSessions } from "./find-sessions.js";
import { text } from "./texts.js";

/** The search index of the site. Its parts are scripts, which load from `file://` as well. */
export interface FindParts {
  readonly index: () => Promise<SearchIndex>;
  readonly running: () => Promise<RunningSessions>;
  /** The ended sessions that were connected in a month. */
  readonly month: (month: string) => Promise<readonly SearchedSession[]>;
}

interface RunningSessions {
  readonly asOfSeconds: number;
  readonly sessions: readonly SearchedSession[];
}

/** One search in the whole history. */
export interface Search {
  /** Not empty. */
  readonly query: string;
  /** Shows the results so far; the last call has all of them. */
  readonly show: (groups: readonly FindGroup[], message: string) => void;
  /** Whether a later search has begun, so that this one shows nothing more. */
  readonly isOld: () => boolean;
}

/** Names and days are found at once; sessions month by month, and only in those that a search needs. */
export async function searchHistory(parts: FindParts, { query: typed, show, isOld }: Search): Promise<void> {
  const index = await parts.index();
  const zone = makeZone(index.zone);
  const query = parseQuery(typed, zone);
  if (isOld() || query === undefined) return;
  if (query.instants?.length === 0) {
    show([], text("findNoTime"));
    return;
  }
  const byName = findByName(index, query);
  const finish = (groups: readonly FindGroup[]): void => {
    const count = groups.reduce((sum, { items, more }) => sum + items.length + more, 0);
    show(groups, count === 0 ? text("findNone") : text("findCount", { count }));
  };
  if (query.address === null && query.instants === null) {
    finish(byName);
    return;
  }
  show(byName, text("findLoading"));
  const { asOfSeconds, sessions: running } = await parts.running();
  const search = searchSessions(query, { zone, nowSeconds: asOfSeconds });
  search.add(running);
  for (const month of wantedMonths(index, query.instants, zone)) {
    search.add(await parts.month(month));
    if (isOld()) return;
    show([...search.toGroups(), ...byName], text("findLoading"));
  }
  if (!isOld()) finish([...search.toGroups(), ...byName]);
}

/**
 * @param instants null: at any time
 * @returns newest first. For an instant: its own month, and each earlier month with a session that may have lasted until then
 */
function wantedMonths({ months }: SearchIndex, instants: readonly number[] | null, zone: Zone): readonly string[] {
  const isWanted = (month: string, goneBySeconds: number, atSeconds: number): boolean => {
    const own = toMonth(toLocalDay(zone, atSeconds));
    return month === own || (month < own && goneBySeconds > atSeconds);
  };
  return months
    .filter(([month, , goneBySeconds]) => instants?.some((at) => isWanted(month, goneBySeconds, at)) ?? true)
    .map(([month]) => month);
}
