import { makeHistorySearch } from "./find-search.js";

// A script of its own, which a page loads when someone first searches: it is as large as a third of the main one.
window.siteFind?.(makeHistorySearch);
