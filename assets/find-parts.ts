import type { SearchIndex } from "../src/site/search/search-index.js";
import { readSearchShard, type SearchShard } from "../src/site/search/search-shard.js";
import { loadScript } from "./load-script.js";
import type { FindParts } from "./search-history.js";

declare global {
  interface Window {
    /** Each part of the index calls it. */
    siteSearch?: (name: string, part: unknown) => void;
  }
}

/** The index may change while the page is open. */
const FRESH_MS = 60_000;

/** @param base the address of the search page; the parts are in the same folder */
export function findParts(base: string): FindParts {
  const received = new Map<string, unknown>();
  const requested = new Map<string, { readonly atMs: number; readonly part: Promise<unknown> }>();
  window.siteSearch = (name, part) => void received.set(name, part);

  const load = async (name: string): Promise<unknown> => {
    const address = new URL(`${name}.js`, base);
    // Not an older one that the browser has kept.
    if (address.protocol !== "file:") address.search = `?${Math.floor(Date.now() / FRESH_MS)}`;
    await loadScript(address.href);
    if (received.has(name)) return received.get(name);
    throw new Error(`${name}.js is not a part of the search index`);
  };
  const get = (name: string): Promise<unknown> => {
    const known = requested.get(name);
    if (known !== undefined && Date.now() - known.atMs < FRESH_MS) return known.part;
    const part = load(name);
    requested.set(name, { atMs: Date.now(), part });
    part.catch(() => requested.delete(name));
    return part;
  };
  return {
    // Scripts of this site, made by the functions of these types.
    index: async () => (await get("index")) as SearchIndex,
    running: async () => {
      const { asOfSeconds, sessions } = (await get("live")) as { asOfSeconds: number; sessions: SearchShard };
      return { asOfSeconds, sessions: readSearchShard(sessions) };
    },
    month: async (month) => readSearchShard((await get(month)) as SearchShard),
  };
}
