import { toMonth } from "../../history/local-day.js";
import type { HistoryIndex } from "../site-index.js";

/** What the search has before it loads a month: the users, days and months. */
export interface SearchIndex {
  /** The site's zone, in which times are written. */
  readonly zone: string;
  /** Newest first. */
  readonly months: readonly SearchedMonth[];
  /** By name, in the order for people; slug and alias are empty if they are the name or missing. */
  readonly users: readonly (readonly [name: string, slug: string, alias: string])[];
}

/**
 * Days are numbers, newest first. One of the month's ended sessions may have been connected until `goneBySeconds`, also in
 * later months; 0: none has ended.
 */
type SearchedMonth = readonly [month: string, days: readonly number[], goneBySeconds: number];

/** The first part of the search index. @param zone the name of the site's zone */
export function toSearchIndex(zone: string, { users, months, dayNames }: HistoryIndex): SearchIndex {
  const days = new Map<string, number[]>([...months.keys()].map((month) => [month, []]));
  for (const day of dayNames) days.get(toMonth(day))?.push(Number(day.slice(8)));
  return {
    zone,
    months: [...months.values()].map(({ month, goneBySeconds }) => [month, days.get(month) ?? [], goneBySeconds ?? 0]),
    users: [...users.values()].map(({ user, slug, alias }) => [user, slug === user ? "" : slug, alias]),
  };
}
