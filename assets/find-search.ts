import { toLocalDay } from "../src/history/local-day.js";
import type { SearchedSession } from "../src/site/search/search-shard.js";
import { makeZone } from "../src/status/zone.js";
import { findParts } from "./find-parts.js";
import { parseQuery } from "./find-query.js";
import { findByName, findInSessions, type FindGroup } from "./find-results.js";
import { text } from "./texts.js";

declare global {
  interface Window {
    /** The script of the search calls it. */
    siteFind?: (make: typeof makeHistorySearch) => void;
  }
}

/** One search in the whole history. */
export interface Search {
  /** Not empty. */
  readonly query: string;
  /** Shows what is found so far; the last call has all. */
  readonly show: (groups: readonly FindGroup[], message: string) => void;
  /** Whether a later search has begun, so that this one shows nothing more. */
  readonly isOld: () => boolean;
}

export type HistorySearch = (search: Search) => Promise<void>;

/** @param base the address of the search's page, beside which the index is */
export function makeHistorySearch(base: string): HistorySearch {
  const parts = findParts(base);
  return async ({ query: typed, show, isOld }) => {
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
    const wanted = new Set(query.instants?.map((instant) => toLocalDay(zone, instant).slice(0, 7)));
    const months = index.months.map(([month]) => month).filter((month) => wanted.size === 0 || wanted.has(month));
    show(byName, text("findLoading"));
    const { asOfSeconds, sessions: running } = await parts.running();
    const sessions: SearchedSession[] = [...running];
    const now = { zone, nowSeconds: asOfSeconds };
    for (const month of months) {
      sessions.push(...(await parts.month(month)));
      if (isOld()) return;
      show([...findInSessions(sessions, query, now), ...byName], text("findLoading"));
    }
    if (!isOld()) finish([...findInSessions(sessions, query, now), ...byName]);
  };
}
