import { addDays, toMonth } from "../../history/local-day.js";
import type { MonthEntry } from "../../rollup/month-entry.js";
import type { HistoryIndex } from "../site-index.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";

/** A month's use of the VPN: users × days, with totals. */
export interface UsageTable {
  /** Every day of the month, in order. */
  readonly days: readonly string[];
  /** The users who were connected in the month, by name. */
  readonly users: readonly UsageRow[];
  readonly total: UsageLine;
}

interface UsageLine {
  /** By index of the day; null where nobody was connected. */
  readonly days: readonly (Totals | null)[];
  readonly total: Totals;
}

export interface UsageRow extends UsageLine {
  readonly user: string;
  readonly alias: string;
}

/** Only final figures, like all totals: the day on which a running session was last seen shows no traffic yet. */
export function usageTable(index: HistoryIndex, { month, users: usersOfMonth }: MonthEntry): UsageTable {
  const days: string[] = [];
  for (let day = `${month}-01`; toMonth(day) === month; day = addDays(day, 1)) days.push(day);
  const users = [...index.users.values()].flatMap(({ user, alias }): readonly UsageRow[] => {
    const userMonth = usersOfMonth.get(user);
    if (userMonth === undefined) return [];
    return [{ user, alias, days: days.map((day) => userMonth.days.get(day) ?? null), total: userMonth.totals }];
  });
  const sums = days.map((_, place): Totals | null => {
    const known = users.map((row) => row.days[place] ?? null).filter((totals) => totals !== null);
    return known.length === 0 ? null : sumTotals(known);
  });
  return { days, users, total: { days: sums, total: sumTotals(users.map(({ total }) => total)) } };
}
