import { makeHistorySearch } from "./find-search.js";

// A separate script, loaded at the first search: it is a third of the size of the main one.
window.siteFind?.(makeHistorySearch);
