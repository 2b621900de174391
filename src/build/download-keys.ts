import { countedFrom } from "../history/counted-from.js";
import { groupBy } from "../history/group-by.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { toStableSession } from "../rollup/stable-session.js";
import { countByStatus } from "../site/downloads/download-link.js";
import { downloadStem, STATUSES } from "../site/downloads/download-stem.js";
import type { DownloadState } from "../site/downloads/slow-downloads.js";
import type { HistoryIndex } from "../site/site-index.js";
import { fingerprint } from "../site/fingerprint.js";
import type { MonthHead } from "./rollup-store.js";
import type { SiteSources } from "./site-sources.js";

/** The downloads of sessions that there are, by stem, each with a key that changes with what it holds. */
export function toDownloadStates(
  { input, calendar }: SiteSources,
  index: Pick<HistoryIndex, "users" | "sessionCount" | "openCount">,
  heads: readonly MonthHead[],
): ReadonlyMap<string, DownloadState> {
  const aliasesKey = fingerprint([...input.aliases]);
  const toStable = (sessions: readonly Session[]): unknown =>
    sessions.map((session) => toStableSession(session, calendar));
  const states: DownloadState[] = [];

  const counts = countByStatus(index.sessionCount, index.openCount);
  const ended = heads.map(({ rows }) => rows);
  const running = toStable(input.openSessions);
  const ofSite = { all: [ended, running], open: running, closed: ended };
  for (const status of STATUSES) {
    const stem = downloadStem({ kind: "status", status });
    states.push({ stem, sessionCount: counts[status], key: fingerprint(aliasesKey, ofSite[status]) });
  }
  const openByMonth = groupBy(input.openSessions, (session) => toMonth(calendar.toDay(countedFrom(session))));
  for (const { month, rows, totals } of heads) {
    const key = fingerprint(aliasesKey, rows, toStable(openByMonth.get(month) ?? []));
    states.push({ stem: downloadStem({ kind: "month", month }), sessionCount: totals.sessionCount, key });
  }
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  for (const outline of index.users.values()) {
    const key = fingerprint(outline.alias, outline.rows, toStable(openByUser.get(outline.user) ?? []));
    const own = countByStatus(outline.sessionCount, outline.openCount);
    for (const status of STATUSES) {
      states.push({ stem: downloadStem({ kind: "user", slug: outline.slug, status }), sessionCount: own[status], key });
    }
  }
  return new Map(states.map((state) => [state.stem, state]));
}
