// Where each page, chart and file for programs is in `out/`. Days are `2026-11-21`, months `2026-11`, in the site's zone.

export const OVERVIEW_PATH = "index.html";
export const HISTORY_PATH = "history/index.html";
export const USERS_PATH = "users/index.html";
export const USAGE_PATH = "usage/index.html";
/** For a screen on a wall, if the config wants it. */
export const WALL_PATH = "wall/index.html";
export const STATUS_JSON_PATH = "status.json";
/** The schema of the files for programs. */
export const SCHEMA_PATH = "status.schema.json";
/** For feed readers, if the config wants it. */
export const FEED_PATH = "feed.xml";
/** For Prometheus. */
export const METRICS_PATH = "metrics";
/** How many are connected, as a picture for other pages. */
export const BADGE_PATH = "badge.svg";
/** The pages that every page links to, in order. */
export const SECTION_PATHS = { overview: OVERVIEW_PATH, history: HISTORY_PATH, users: USERS_PATH } as const;
/** The script with the `prune` command, which depends on how `gen` was started. */
export const COMMAND_SCRIPT_PATH = "prune-command.js";

/** The page for the search without JavaScript. */
export const SEARCH_PATH = "search/index.html";
export const SEARCH_INDEX_PATH = "search/index.js";
/** Running sessions, for the search. */
export const SEARCH_LIVE_PATH = "search/live.js";

/** The ended sessions of a month, for the search. */
export function searchMonthPath(month: string): string {
  return `search/${month}.js`;
}

/** @param part from 1 on: the first parts of both lists are one page */
export function searchListPath(list: "users" | "addresses", part: number): string {
  return part === 1 ? SEARCH_PATH : `search/${list}-${part}.html`;
}

/** @param part the month, day, user or server (by its slug) that it shows; null: the whole site */
export function chartPath(name: string, part: string | null = null): string {
  return `charts/${name}${part === null ? "" : `_${part}`}.svg`;
}

/** The page of a month like `2026-11`. */
export function monthPath(month: string): string {
  return `history/${month}/index.html`;
}

/** The page of a day like `2026-11-21`. */
export function dayPath(day: string): string {
  return `history/${day.slice(0, 7)}/${day.slice(8)}/index.html`;
}

/** The sessions of a page, for programs. */
export function toJsonPath(page: string): string {
  return page.replace(/html$/, "json");
}

/** The notices of a month. */
export function noticesPath(month: string): string {
  return `notices/${month}.html`;
}

/** @param period a month or a year */
export function reportPath(period: string): string {
  return `reports/${period}.html`;
}

/** The page of a user. */
export function userPath(slug: string): string {
  return `users/${slug}/index.html`;
}

/** The page of a user's month. */
export function userMonthPath(slug: string, month: string): string {
  return `users/${slug}/${month}/index.html`;
}

/** All servers. */
export const SERVERS_PATH = "servers/index.html";

/** The page of a server. */
export function serverPath(slug: string): string {
  return `servers/${slug}/index.html`;
}

/**
 * The link from one page to another file of the site. It is relative and names the file, so that it works below any
 * URL path and from `file://`, where no server adds `index.html`.
 *
 * @param from path of the linking page in `out/`
 * @param to path of the target in `out/`
 */
export function relativeHref(from: string, to: string): string {
  let shared = 0;
  for (let at = 0; at < from.length && from[at] === to[at]; at += 1) {
    if (from[at] === "/") shared = at + 1;
  }
  let up = "";
  for (let at = from.indexOf("/", shared); at !== -1; at = from.indexOf("/", at + 1)) up += "../";
  return up + to.slice(shared);
}
