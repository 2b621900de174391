import { countedFrom } from "../history/counted-from.js";
import { getOrInsert } from "../history/get-or-insert.js";
import { groupBy } from "../history/group-by.js";
import { addDays, toMonth } from "../history/local-day.js";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import { toMonthSpan } from "../rollup/calendar.js";
import { toStableSession } from "../rollup/stable-session.js";
import type { RecordedDays } from "../site/charts/recorded-days.js";
import { lastFinalDay, USER_CHART_DAYS } from "../site/charts/user-days/user-days-chart.js";
import { viewCertificate } from "../site/certificates/certificates.js";
import { userStems } from "../site/downloads/download-stem.js";
import { userTables } from "../site/downloads/download-tables.js";
import { ALL_TIME, isCovered, toCoverageKey } from "../site/pages/exactness.js";
import type { SitePage } from "../site/pages/page-model.js";
import { userPages } from "../site/pages/list-pages.js";
import { toUserMonthNeighbours } from "../site/pages/user-month-page.js";
import type { ReadSessions, UserEntry, UserOutline } from "../site/site-index.js";
import { userMonthPath } from "../site/site-paths.js";
import { findSlow, toTableTargets, type BranchContext, type PlannedBranch } from "./branch.js";
import { fingerprint } from "../site/fingerprint.js";
import { toUserJsonTargets } from "./json-targets.js";
import { toPageTargets } from "./page-targets.js";

/** A user's running sessions, by the month in which they began. */
type OpenByMonth = ReadonlyMap<string, readonly Session[]>;

/** A branch for each user: the user's pages and downloads. */
export function* planUsers(context: BranchContext): Generator<PlannedBranch> {
  const { sources, index, tools, charts, recorded } = context;
  const { input, calendar } = sources;
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  const coverageKey = toCoverageKey(index, ALL_TIME);
  for (const outline of index.users.values()) {
    const { user, slug } = outline;
    const open = openByUser.get(user) ?? [];
    const key = fingerprint(
      tools.frameKey,
      outline,
      input.countries.key,
      viewCertificate(input.certificates, user, index.today, calendar),
      coverageKey,
      toStableRows(open, context),
      recordedBefore(lastFinalDay(outline, open, calendar), recorded),
      findSlow(userStems(slug), index),
    );
    yield {
      branch: { kind: "user", name: slug },
      key,
      plan: () => {
        const openByMonth = groupBy(open, (session) => toMonth(calendar.toDay(countedFrom(session))));
        const entry = openUser(outline, { open, openByMonth }, context);
        const toShortcut = toUserShortcuts(entry, openByMonth, key, context);
        return [
          ...userTables(input, entry).flatMap((table) => toTableTargets(table, context)),
          ...toPageTargets(userPages(input, index, entry, charts), tools, toShortcut),
          ...toUserJsonTargets(entry, openByMonth, context),
        ];
      },
    };
  }
}

/** For each day that a user's chart can show: whether the day is recorded. */
function recordedBefore(lastDay: string | null, recorded: RecordedDays): readonly boolean[] {
  if (lastDay === null) return [];
  return Array.from({ length: USER_CHART_DAYS }, (_, number) => recorded.has(addDays(lastDay, -number)));
}

/** What lasts of running sessions, with their usage. */
function toStableRows(
  open: readonly Session[],
  { sources: { calendar }, reader: { openUsage } }: BranchContext,
): unknown {
  return open.map((session) => [toStableSession(session, calendar), openUsage.get(session.id) ?? []]);
}

/**
 * For a user's pages, whose sessions are not read unless a page is made. The user's own page shows all that the branch's
 * key covers; the page of a month, the sessions that began in it.
 */
function toUserShortcuts(
  user: UserEntry,
  openByMonth: OpenByMonth,
  branchKey: string,
  context: BranchContext,
): (page: Pick<SitePage, "path">) => string {
  const { index, sources } = context;
  const byPath = new Map(user.months.map((userMonth) => [userMonthPath(user.slug, userMonth.month), userMonth]));
  return ({ path }) => {
    const userMonth = byPath.get(path);
    if (userMonth === undefined) return branchKey;
    const { month } = userMonth;
    return fingerprint(
      [user.user, user.slug, user.alias],
      userMonth,
      user.servers.map((server) => isCovered(index, server, toMonthSpan(sources.calendar, month))),
      toUserMonthNeighbours(user, month),
      toStableRows(openByMonth.get(month) ?? [], context),
    );
  };
}

/** Each month is read once, on first use. */
function openUser(
  outline: UserOutline,
  { open, openByMonth }: { readonly open: readonly Session[]; readonly openByMonth: OpenByMonth },
  { userSessions, reader }: BranchContext,
): UserEntry {
  const { readMonth } = userSessions.open(outline.user);
  const endedByMonth = new Map<string, ReadSessions>();
  const read: UserEntry["read"] = (months) => {
    const running = months.flatMap(({ month }) => openByMonth.get(month) ?? []);
    const ended = months.map((userMonth) => getOrInsert(endedByMonth, userMonth.month, () => readMonth(userMonth)));
    const usage = new Map(ended.flatMap(({ usage: rows }) => [...rows]));
    for (const { id } of running) {
      const rows = reader.openUsage.get(id);
      if (rows !== undefined) usage.set(id, rows);
    }
    return { sessions: [...running, ...ended.flatMap(({ sessions }) => sessions)].sort(newestFirst), usage };
  };
  return { ...outline, open, read };
}
