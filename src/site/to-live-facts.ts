import { addDays, toMonth } from "../history/local-day.js";
import { canonicalAddress } from "../status/ip-address.js";
import type { RecordedDays } from "./charts/recorded-days.js";
import { SPARK_DAYS, TRAFFIC_DAYS, TRAFFIC_LEVELS, type ConnectedUser, type LiveFacts } from "./live-facts.js";
import { findCertificateNotices } from "./certificates/find-certificate-notices.js";
import { toNoticeKey } from "./feed/feed-event.js";
import { toLastDay, type Notice } from "./notices/notice.js";
import { findAbsent, type ExpectedUser } from "./expected-users.js";
import type { HistoryIndex, UserOutline } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { toUsagePeriods } from "./usage-periods.js";
import { toUsualDay } from "./usual-day.js";
import { daysBefore, toPresenceOn } from "./user-presence.js";
import { getOrInsert } from "../history/get-or-insert.js";

const SHOWN_DAYS = 31;

/**
 * @param findNotices of a month, newest first
 * @param expected who should always be connected
 */
export function toLiveFacts(
  { aliases, openSessions, certificates }: Pick<SiteInput, "aliases" | "openSessions" | "certificates">,
  index: HistoryIndex,
  recorded: RecordedDays,
  findNotices: (month: string) => readonly Notice[],
  { pastWeek, weekRecord }: Pick<LiveFacts, "pastWeek" | "weekRecord">,
  expected: readonly ExpectedUser[] = [],
): LiveFacts {
  const { today, dayOutlines, months, users, calendar } = index;
  const yesterday = addDays(today, -1);
  const month = toMonth(today);
  const notices = [...new Set([month, toMonth(yesterday)])].flatMap(findNotices);
  // A gap over the end of a month is in both.
  const byKey = new Map(notices.map((notice) => [toNoticeKey(notice), notice]));
  const firstDay = addDays(today, -SHOWN_DAYS);
  const addressesByUser = new Map<string, Set<string>>();
  for (const { user, publicIp } of openSessions) {
    getOrInsert(addressesByUser, user, () => new Set()).add(canonicalAddress(publicIp));
  }
  return {
    notices: [
      ...findCertificateNotices(certificates, { openSessions, hasUser: (user) => users.has(user), today, calendar }),
      ...[...byKey.values()].filter((notice) => toLastDay(notice) >= yesterday),
    ],
    noticeCount: months.has(month) ? findNotices(month).length : null,
    neverConnected: [...aliases.keys()].filter((user) => !users.has(user)).sort(),
    absent: findAbsent(expected, users.values()),
    days: [...dayOutlines.values()].filter(({ day }) => day >= firstDay),
    usualDay: toUsualDay(dayOutlines, today, recorded),
    pastWeek,
    weekRecord,
    usage: toUsagePeriods(dayOutlines, today, recorded),
    connected: [...addressesByUser].flatMap(([user, addresses]) => {
      const outline = users.get(user);
      return outline === undefined ? [] : [toConnectedUser(outline, addresses, today, recorded)];
    }),
  };
}

function toConnectedUser(
  { user, months, newestDays, addresses }: UserOutline,
  wanted: ReadonlySet<string>,
  today: string,
  recorded: RecordedDays,
): ConnectedUser {
  const bytes = new Map(newestDays.map(([day, , , , received, sent]) => [day, (received ?? 0) + (sent ?? 0)]));
  const dailyBytes = daysBefore(today, TRAFFIC_DAYS).map((day) => bytes.get(day) ?? 0);
  const most = Math.max(1, ...dailyBytes);
  return {
    user,
    presence: toPresenceOn(daysBefore(today, SPARK_DAYS - 1), months, recorded),
    traffic: dailyBytes.map((size) => Math.ceil((TRAFFIC_LEVELS * size) / most).toString(TRAFFIC_LEVELS + 1)).join(""),
    addresses: addresses.filter(([address]) => wanted.has(address)).map(([address, count]) => [address, count]),
  };
}
