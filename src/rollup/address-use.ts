import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import { canonicalAddress } from "../status/ip-address.js";
import type { Calendar } from "./calendar.js";
import { publicAddress } from "./public-address.js";
import { toLastDay } from "./session-shares.js";
import { compareTexts } from "../text/compare-texts.js";

/** How a user has used one public address. A tuple, since there are very many. */
export type AddressUse = readonly [
  address: string,
  /** Sessions that began from it. 0: they began before, or only floated to another address. */
  sessionCount: number,
  /** When the first of them began, in epoch seconds; null if there is none. */
  firstSeconds: number | null,
  /** The last day on which a session from it was connected. */
  lastDay: string,
];

/**
 * The addresses of one user's sessions in a month, by code point.
 *
 * @param present connected in the month
 * @param begun began in it
 * @param monthEnd the month's last day
 */
export function findAddresses(
  present: readonly Session[],
  begun: ReadonlySet<Session>,
  monthEnd: string,
  calendar: Calendar,
): readonly AddressUse[] {
  const uses: AddressUse[] = [];
  const withinMonth = (day: string): string => (day > monthEnd ? monthEnd : day);
  for (const session of present) {
    const address = canonicalAddress(session.publicIp);
    const from = countedFrom(session);
    const isBegun = begun.has(session);
    const lastDay = withinMonth(toLastDay(session, calendar));
    if (address !== "") uses.push([address, isBegun ? 1 : 0, isBegun ? from : null, lastDay]);
    for (const earlier of session.earlierAddresses) {
      const known = publicAddress(earlier.address);
      // The list has addresses in the tunnel too.
      if (known !== undefined) uses.push([known, 0, null, withinMonth(calendar.toDay(earlier.lastSeenSeconds))]);
    }
  }
  return sumUses(uses);
}

/** Merges the uses of different months. */
export function mergeAddresses(a: readonly AddressUse[], b: readonly AddressUse[]): readonly AddressUse[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : sumUses([...a, ...b]);
}

function sumUses(uses: readonly AddressUse[]): readonly AddressUse[] {
  const byAddress = new Map<string, AddressUse>();
  for (const use of uses) {
    const known = byAddress.get(use[0]);
    byAddress.set(use[0], known === undefined ? use : sumUse(known, use));
  }
  return [...byAddress.values()].sort(([a], [b]) => compareTexts(a, b));
}

function sumUse([address, countA, firstA, lastA]: AddressUse, [, countB, firstB, lastB]: AddressUse): AddressUse {
  const first = firstA === null || firstB === null ? (firstA ?? firstB) : Math.min(firstA, firstB);
  return [address, countA + countB, first, lastA > lastB ? lastA : lastB];
}
