import { addDays } from "../../history/local-day.js";
import type { AddressUse } from "../../rollup/address-use.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { Countries } from "../countries.js";
import { compareTexts } from "../../text/compare-texts.js";

/** The public addresses that a user has connected from. */
export interface UserAddresses {
  /** Those that were used last are first. */
  readonly rows: readonly UserAddress[];
  /** How many more there are. */
  readonly moreCount: number;
}

interface UserAddress {
  readonly address: string;
  /** The code of its country; empty if not known. */
  readonly country: string;
  readonly sessionCount: number;
  readonly firstSeconds: number;
  readonly lastDay: string;
  /** Whether it was first used in the user's last 30 days, by someone who is known for longer. */
  readonly isNew: boolean;
}

const MAX_SHOWN = 50;
const NEW_DAYS = 30;

/** The addresses that a user's sessions came from, the last used first. */
export function userAddresses(
  addresses: readonly AddressUse[],
  calendar: Calendar,
  countries: Pick<Countries, "find">,
): UserAddresses {
  const known = addresses.flatMap(([address, sessionCount, firstSeconds, lastDay]) =>
    firstSeconds === null ? [] : [{ address, sessionCount, firstSeconds, lastDay }],
  );
  const lastDay = known.reduce((last, one) => (one.lastDay > last ? one.lastDay : last), "");
  const newFrom = lastDay === "" ? "" : addDays(lastDay, -NEW_DAYS);
  const isNew = (seconds: number): boolean => calendar.toDay(seconds) > newFrom;
  const isLongKnown = known.some(({ firstSeconds }) => !isNew(firstSeconds));
  const rows = known
    .map((one) => ({ ...one, isNew: isLongKnown && isNew(one.firstSeconds) }))
    .sort(
      (a, b) =>
        compareTexts(b.lastDay, a.lastDay) || b.sessionCount - a.sessionCount || compareTexts(a.address, b.address),
    );
  const shown = rows.slice(0, MAX_SHOWN).map((row) => ({ ...row, country: countries.find(row.address) }));
  return { rows: shown, moreCount: Math.max(0, rows.length - MAX_SHOWN) };
}
