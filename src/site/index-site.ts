import { countedUntil } from "../history/counted-from.js";
import { groupBy } from "../history/group-by.js";
import type { Calendar } from "../rollup/calendar.js";
import type { SiteRollup } from "../rollup/site-rollup.js";
import { toSlug } from "../rollup/slug.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import { compareNames } from "../text/format/compare-names.js";
import { confirmedServers } from "./freshness.js";
import { outlineServers } from "./server-outline.js";
import type { UserOutline, HistoryIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { serverSlugs, userSlugs } from "./site-slugs.js";

/** Indexes the whole history from its rollups. */
export function indexSite(input: SiteInput, calendar: Calendar, rollup: SiteRollup): HistoryIndex {
  const { language, openSessions, sources } = input;
  const users = outlineUsers(rollup.users, input);
  const months = [...rollup.months].reverse();
  const days = [...rollup.days].reverse();
  return {
    calendar,
    today: calendar.toDay(input.nowSeconds),
    sessionCount: users.reduce((sum, { sessionCount }) => sum + sessionCount, 0),
    openCount: openSessions.length,
    users: new Map(users.map((outline) => [outline.user, outline])),
    servers: new Map(outlineServers(months, rollup.users, language).map((outline) => [outline.server, outline])),
    eventSpans: new Map(sources.map(({ server, eventSpans }) => [server, eventSpans])),
    serverSlugs: serverSlugs(rollup.months, sources),
    slowDownloads: new Map(),
    usage: new Map(),
    dayOutlines: new Map(days.map((outline) => [outline.day, outline])),
    dayNames: days.map(({ day }) => day),
    months: new Map(months.map((outline) => [outline.month, outline])),
  };
}

/** By name, in the order for people. */
function outlineUsers(rollups: readonly UserRollup[], input: SiteInput): readonly UserOutline[] {
  const confirmed = confirmedServers(input);
  const slugs = userSlugs(rollups);
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  return rollups
    .map((rollup): UserOutline => {
      const { user, months, totals, beginDayCount, addresses } = rollup;
      const open = openByUser.get(user) ?? [];
      const isOnline = open.some(({ server }) => confirmed.has(server));
      const lastSeen = open.reduce(
        (last, session) => Math.max(last, countedUntil(session)),
        rollup.lastEndSeconds ?? 0,
      );
      return {
        ...rollup,
        slug: slugs.get(user) ?? toSlug(user),
        alias: input.aliases.get(user) ?? "",
        sessionCount: totals.sessionCount,
        openCount: open.length,
        months: [...months].reverse(),
        firstSeenSeconds: rollup.firstSeenSeconds ?? 0,
        isOnline,
        lastSeenSeconds: isOnline ? null : lastSeen,
        reconnectsPerDay: beginDayCount === 0 ? 0 : (totals.sessionCount - beginDayCount) / beginDayCount,
        addressCount: addresses.filter(([, sessionCount]) => sessionCount > 0).length,
      };
    })
    .sort((a, b) => compareNames(input.language, a.user, b.user));
}
