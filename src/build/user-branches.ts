import { groupBy } from "../history/group-by.js";
import { addDays } from "../history/local-day.js";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import { toSessionDays, type UsageById } from "../rollup/days.js";
import { toStableSession } from "../rollup/stable-session.js";
import { buildUserMonths } from "../rollup/user-months.js";
import type { RecordedDays } from "../site/charts/recorded-days.js";
import { lastFinalDay, USER_CHART_DAYS } from "../site/charts/user-days/user-days-chart.js";
import { userStems } from "../site/downloads/download-stem.js";
import { userTables } from "../site/downloads/download-tables.js";
import { userPages } from "../site/pages/list-pages.js";
import type { UserEntry, UserOutline } from "../site/site-index.js";
import { findSlow, toTableTargets, type BranchContext, type PlannedBranch } from "./branch.js";
import { fingerprint } from "../site/fingerprint.js";
import type { HistoryReader } from "./history-reader.js";
import { toPageTargets } from "./page-targets.js";
import type { EndedOfUser } from "./user-sessions.js";

/** A branch for each user: the user's pages and downloads. */
export function* planUsers(context: BranchContext): Generator<PlannedBranch> {
  const { sources, index, reader, userSessions, tools, charts, recorded } = context;
  const { input, calendar } = sources;
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  for (const outline of index.users.values()) {
    const { user, slug, rows } = outline;
    const open = openByUser.get(user) ?? [];
    yield {
      branch: { kind: "user", name: slug },
      key: fingerprint(
        tools.frameKey,
        outline,
        outline.servers.map((server) => index.hasEvents.get(server) ?? false),
        open.map((session) => [toStableSession(session, calendar), reader.usageOfOpen.get(session.id) ?? []]),
        recordedBefore(lastFinalDay(outline, open, calendar), recorded),
        findSlow(userStems(slug), index),
      ),
      plan: () => {
        const { entry, usage } = toUserEntry(outline, open, userSessions.read(user, rows), reader);
        return [
          ...userTables(input, entry).flatMap((table) => toTableTargets(table, context)),
          ...toPageTargets(userPages({ ...index, usage }, entry, charts), tools),
        ];
      },
    };
  }
}

/** For each day that a user's chart can show: whether it is known if someone was connected. */
function recordedBefore(lastDay: string | null, recorded: RecordedDays): readonly boolean[] {
  if (lastDay === null) return [];
  return Array.from({ length: USER_CHART_DAYS }, (_, number) => recorded.has(addDays(lastDay, -number)));
}

function toUserEntry(
  outline: UserOutline,
  open: readonly Session[],
  ended: EndedOfUser,
  { calendar, usageOfOpen }: HistoryReader,
): { readonly entry: UserEntry; readonly usage: UsageById } {
  const sessions = [...open, ...ended.sessions].sort(newestFirst);
  const usage = new Map(ended.usage);
  for (const { id } of open) {
    const rows = usageOfOpen.get(id);
    if (rows !== undefined) usage.set(id, rows);
  }
  const months = buildUserMonths(toSessionDays(sessions, usage, calendar));
  return { entry: { ...outline, sessions, months }, usage };
}
