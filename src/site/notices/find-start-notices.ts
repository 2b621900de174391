import { countedFrom } from "../../history/counted-from.js";
import { addDays } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import type { Calendar } from "../../rollup/calendar.js";
import { toNetwork } from "../../rollup/network.js";
import { findUsualHours, type StartHours } from "../../rollup/start-hours.js";
import { canonicalAddress } from "../../status/ip-address.js";
import type { UserNotice, UserNoticeFacts } from "./notice.js";
import type { Countries } from "../countries.js";
import { addUse, PAST_DAYS, type UserPast } from "./user-past.js";
import { compareTexts } from "../../text/compare-texts.js";

/** With fewer sessions, there is no usual network. */
const MIN_SESSIONS = 5;
/** With this many networks, a new one is usual: a phone, or a traveller. */
const MANY_NETWORKS = 5;
const MANY_COUNTRIES = 5;
/** One of 50 sessions at about that hour makes it usual. */
const RARE_SHARE = 1 / 50;
const NEAR_HOURS = 2;
const HOURS = 24;

/** The notices about the starts of one user's sessions in a month. */
interface StartsOfMonth {
  readonly user: string;
  /** The sessions that began in the month, newest first. */
  readonly sessions: readonly Session[];
  readonly past: UserPast;
  readonly countries: Countries;
  /** When the user's last session before the past ended; null if there is no such session. */
  readonly earlierEndSeconds: number | null;
  /** Whether the history is long enough to know that a first session is one. */
  readonly isHistoryOld: (day: string) => boolean;
}

/** First session ever, back after 90 days, new country, new network, unusual hour. */
export function findStartNotices(
  { user, sessions, past, countries, earlierEndSeconds, isHistoryOld }: StartsOfMonth,
  calendar: Calendar,
): readonly UserNotice[] {
  const notices: UserNotice[] = [];
  const [networks, knownCountries] = [new Map(past.networks), new Map(past.countries)];
  const hours = [...past.startHours];
  let [startCount, hoursOfDay, hourDay] = [hours.reduce((sum, count) => sum + count, 0), [] as number[], ""];
  let usual = findUsualHours(hours);
  let isFirst = past.days.length === 0;
  for (const session of [...sessions].reverse()) {
    const seconds = countedFrom(session);
    const day = calendar.toDay(seconds);
    const add = (facts: UserNoticeFacts): void => {
      // Once a day is enough.
      if (notices.some((known) => known.kind === facts.kind && known.day === day)) return;
      notices.push({ user, seconds, day, ...facts });
    };
    const address = canonicalAddress(session.publicIp);
    if (isFirst && earlierEndSeconds !== null) add({ kind: "back", lastEndSeconds: earlierEndSeconds });
    else if (isFirst && isHistoryOld(day)) add({ kind: "first-session", address });
    isFirst = false;

    const [network, country] = [toNetwork(address), countries.find(address)];
    const isKnown = startCount >= MIN_SESSIONS;
    const usualCountries =
      isKnown && country !== "" ? findUsualBeside(country, knownCountries, day, MANY_COUNTRIES) : null;
    if (usualCountries !== null && usualCountries.length > 0) {
      add({ kind: "new-country", sessionId: session.id, address, country, usualCountries });
    } else if (isKnown && network !== undefined) {
      const usualNetworks = findUsualBeside(network, networks, day, MANY_NETWORKS);
      if (usualNetworks !== null) add({ kind: "new-address", sessionId: session.id, address, usualNetworks });
    }
    const used = [{ address, lastDay: day }].concat(
      session.earlierAddresses.map((earlier) => ({
        address: earlier.address,
        lastDay: calendar.toDay(earlier.lastSeenSeconds),
      })),
    );
    for (const { address: one, lastDay } of used) {
      addUse(networks, toNetwork(one) ?? "", lastDay);
      addUse(knownCountries, countries.find(one), lastDay);
    }

    // An hour is usual by the days before this one.
    if (day !== hourDay) {
      for (const hour of hoursOfDay) hours[hour] = (hours[hour] ?? 0) + 1;
      if (hoursOfDay.length > 0) usual = findUsualHours(hours);
      [hoursOfDay, hourDay] = [[], day];
    }
    const hour = calendar.toHour(seconds);
    if (usual !== null && isUnusual(hour, usual, hours)) add({ kind: "unusual-hour", usual });
    hoursOfDay.push(hour);
    startCount += 1;
  }
  return notices;
}

/**
 * The networks or countries used in the last 90 days, newest first, if the given one is new; null if it was among
 * them, or if there are many. A certificate may have thousands of networks, so they are not sorted for each session.
 *
 * @param lastDays the last day of each; older entries are removed. Later calls must be for later days.
 */
function findUsualBeside(
  one: string,
  lastDays: Map<string, string>,
  day: string,
  many: number,
): readonly string[] | null {
  const firstDay = addDays(day, -PAST_DAYS);
  if ((lastDays.get(one) ?? "") >= firstDay) return null;
  const usual: [string, string][] = [];
  for (const [used, lastDay] of lastDays) {
    if (lastDay < firstDay) lastDays.delete(used);
    else if (usual.push([used, lastDay]) >= many) return null;
  }
  return usual.sort(([nameA, a], [nameB, b]) => compareTexts(b, a) || compareTexts(nameA, nameB)).map(([used]) => used);
}

/** Outside the usual hours, and hardly any session began at about that hour. */
function isUnusual(
  hour: number,
  { fromHour, untilHour }: { readonly fromHour: number; readonly untilHour: number },
  hours: StartHours,
): boolean {
  if ((hour >= fromHour && hour < untilHour) || hour + HOURS < untilHour) return false;
  const total = hours.reduce((sum, count) => sum + count, 0);
  let near = 0;
  for (let one = hour - NEAR_HOURS; one <= hour + NEAR_HOURS; one += 1) near += hours[(one + HOURS) % HOURS] ?? 0;
  return near <= total * RARE_SHARE;
}
