import type { Countries } from "../../countries.js";
import type { UserOutline } from "../../site-index.js";
import { getOrInsert } from "../../../history/get-or-insert.js";

/** With fewer countries, a list shows more than a map. */
const MIN_COUNTRIES = 4;

/** How much came from one country. */
export interface CountryUse {
  /** Two letters (ISO 3166-1). */
  readonly code: string;
  /** Sessions that began there. */
  readonly sessionCount: number;
  readonly userCount: number;
}

/**
 * The countries that sessions came from, those with the most first; null if they are too few for a map. Addresses whose
 * country is not known are left out.
 */
export function toWorldChart(
  users: Iterable<Pick<UserOutline, "addresses">>,
  countries: Countries,
): readonly CountryUse[] | null {
  if (countries.key === "") return null;
  const found = new Map<string, { sessionCount: number; userCount: number }>();
  for (const { addresses } of users) {
    const userCodes = new Set<string>();
    for (const [address, sessionCount] of addresses) {
      const code = countries.find(address);
      if (code === "" || sessionCount === 0) continue;
      const use = getOrInsert(found, code, () => ({ sessionCount: 0, userCount: 0 }));
      use.sessionCount += sessionCount;
      if (!userCodes.has(code)) use.userCount += 1;
      userCodes.add(code);
    }
  }
  if (found.size < MIN_COUNTRIES) return null;
  return [...found]
    .map(([code, use]) => ({ code, ...use }))
    .sort((a, b) => b.sessionCount - a.sessionCount || (a.code < b.code ? -1 : 1));
}
