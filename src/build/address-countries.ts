import { join } from "node:path";
import { getOrInsert } from "../history/get-or-insert.js";
import { readCache, writeCacheFile } from "../io/cache/cache-file.js";
import { isObjectOf, isRecordOf, isString, isExactly } from "../io/cache/shape.js";
import type { Countries } from "../site/countries.js";

interface AddressCountries {
  readonly countries: Countries;
  /** Saves the addresses that were looked up in this run, and no others. */
  readonly save: () => void;
}

const CACHE_FILE = "address-countries.json";

/**
 * Remembers the countries of all addresses of the history: to search the database takes longer than everything else that is
 * done with an address, and to open it takes longer still.
 */
export function openAddressCountries(
  cacheFolder: string,
  countries: Countries,
  { ignoreCache }: { readonly ignoreCache: boolean },
): AddressCountries {
  const file = join(cacheFolder, CACHE_FILE);
  let before: ReadonlyMap<string, string> | undefined;
  const readBefore = () => (before ??= ignoreCache ? new Map<string, string>() : readCodes(file, countries.key));
  const used = new Map<string, string>();
  return {
    countries: {
      key: countries.key,
      find: (address) => getOrInsert(used, address, () => readBefore().get(address) ?? countries.find(address)),
    },
    save: () => {
      if (used.size === 0) return;
      const known = readBefore();
      const isKnown = used.size === known.size && [...used].every(([address, code]) => known.get(address) === code);
      if (!isKnown) writeCacheFile(file, { key: countries.key, codes: Object.fromEntries(used) });
    },
  };
}

function readCodes(file: string, key: string): ReadonlyMap<string, string> {
  const cached = readCache(file, isObjectOf({ key: isExactly(key), codes: isRecordOf(isString) }));
  return new Map(Object.entries(cached?.codes ?? {}));
}
