import { findParts } from "./find-parts.js";
import { searchHistory, type Search } from "./search-history.js";

declare global {
  interface Window {
    /** The script of the search calls it. */
    siteFind?: (make: typeof makeHistorySearch) => void;
  }
}

export type HistorySearch = (search: Search) => Promise<void>;

/** @param base the address of the search page; the index is in the same folder */
export function makeHistorySearch(base: string): HistorySearch {
  const parts = findParts(base);
  return (search) => searchHistory(parts, search);
}
