import { countedFrom } from "../../history/counted-from.js";
import { addDays } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import type { Calendar } from "../../rollup/calendar.js";
import { toNetwork } from "../../rollup/network.js";
import { findUsualHours, type StartHours } from "../../rollup/start-hours.js";
import { canonicalAddress } from "../../status/ip-address.js";
import type { UserNotice, UserNoticeFacts } from "./notice.js";
import { PAST_DAYS, type UserPast } from "./user-past.js";

/** With fewer sessions, no network is usual. */
const MIN_SESSIONS = 5;
/** A new network is usual for someone who uses so many: a phone, or a traveller. */
const MANY_NETWORKS = 5;
/** Of 50 sessions, one at about that hour makes it usual. */
const RARE_SHARE = 1 / 50;
const NEAR_HOURS = 2;
const HOURS = 24;

/** What may be worth a look about the beginnings of one user's sessions in a month. */
export interface StartsOfMonth {
  readonly user: string;
  /** Those that began in the month, newest first. */
  readonly sessions: readonly Session[];
  readonly past: UserPast;
  /** When the user's last session before the past ended; null if there is no such session. */
  readonly earlierEndSeconds: number | null;
  /** Whether the history is long enough to know that a first session is one. */
  readonly isHistoryOld: (day: string) => boolean;
}

/** First session ever, back after 90 days, new network, unusual hour. */
export function findStartNotices(
  { user, sessions, past, earlierEndSeconds, isHistoryOld }: StartsOfMonth,
  calendar: Calendar,
): readonly UserNotice[] {
  const notices: UserNotice[] = [];
  const networks = new Map(past.networks);
  const hours = [...past.startHours];
  let [startCount, hoursOfDay, hourDay] = [hours.reduce((sum, count) => sum + count, 0), [] as number[], ""];
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

    const network = toNetwork(address);
    const used = findUsed(networks, day);
    if (network !== undefined) {
      const isNew = !used.includes(network) && startCount >= MIN_SESSIONS && used.length < MANY_NETWORKS;
      if (isNew) add({ kind: "new-address", sessionId: session.id, address, usualNetworks: used });
      networks.set(network, day);
    }
    for (const earlier of session.earlierAddresses) {
      const left = toNetwork(earlier.address);
      if (left !== undefined) networks.set(left, calendar.toDay(earlier.lastSeenSeconds));
    }

    // What is usual is what was usual before the day.
    if (day !== hourDay) {
      for (const hour of hoursOfDay) hours[hour] = (hours[hour] ?? 0) + 1;
      [hoursOfDay, hourDay] = [[], day];
    }
    const hour = calendar.toHour(seconds);
    const usual = findUsualHours(hours);
    if (usual !== null && isUnusual(hour, usual, hours)) add({ kind: "unusual-hour", usual });
    hoursOfDay.push(hour);
    startCount += 1;
  }
  return notices;
}

/** The networks of the last 90 days, the newest first. */
function findUsed(networks: ReadonlyMap<string, string>, day: string): readonly string[] {
  const firstDay = addDays(day, -PAST_DAYS);
  return [...networks]
    .filter(([, lastDay]) => lastDay >= firstDay)
    .sort(([nameA, a], [nameB, b]) => (a === b ? (nameA < nameB ? -1 : 1) : a < b ? 1 : -1))
    .map(([network]) => network);
}

/** Outside the usual hours, and no session to speak of has begun at about that hour. */
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
