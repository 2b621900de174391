import { addDays, toMonth } from "../../history/local-day.js";
import type { Countries } from "../countries.js";
import { toNetwork } from "../../rollup/network.js";
import { mergeHours, NO_STARTS, type StartHours } from "../../rollup/start-hours.js";
import type { UserDay } from "../../rollup/user-day.js";
import type { UserRollup } from "../../rollup/user-rollup.js";

/** How many days of the past decide what is usual for a user. */
export const PAST_DAYS = 90;

/** A user's past before a month, to compare with. */
export interface UserPast {
  /** The networks of the user's addresses, with the last day on which they were used. */
  readonly networks: ReadonlyMap<string, string>;
  /** The same of their countries, by code. */
  readonly countries: ReadonlyMap<string, string>;
  readonly startHours: StartHours;
  /** The days on which the user was connected, oldest first. */
  readonly days: readonly UserDay[];
}

export const NO_PAST: UserPast = { networks: new Map(), countries: new Map(), startHours: NO_STARTS, days: [] };

/** The months that reach into the 90 days before a month, oldest first. */
export function monthsBefore(month: string): readonly string[] {
  const months: string[] = [];
  const first = toMonth(addDays(`${month}-01`, -PAST_DAYS));
  for (let earlier = first; earlier < month; earlier = toMonth(addDays(`${earlier}-01`, 31))) months.push(earlier);
  return months;
}

/**
 * @param rollups the user's, of the months before one, oldest first
 */
export function toUserPast(rollups: readonly UserRollup[], countries: Countries): UserPast {
  const [networks, known] = [new Map<string, string>(), new Map<string, string>()];
  for (const [address, , , lastDay] of rollups.flatMap(({ addresses }) => addresses)) {
    addUse(networks, toNetwork(address) ?? "", lastDay);
    addUse(known, countries.find(address), lastDay);
  }
  return {
    networks,
    countries: known,
    startHours: rollups.reduce((sum, { startHours }) => mergeHours(sum, startHours), NO_STARTS),
    days: rollups.flatMap(({ newestDays }) => [...newestDays].reverse()),
  };
}

/** Records the last day on which something was used; the empty text is ignored. */
export function addUse(lastDays: Map<string, string>, used: string, day: string): void {
  if (used !== "" && day > (lastDays.get(used) ?? "")) lastDays.set(used, day);
}
