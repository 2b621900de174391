import { countedFrom } from "../history/counted-from.js";
import { groupBy } from "../history/group-by.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { countByStatus } from "../site/downloads/download-link.js";
import { downloadStem, STATUSES, type DownloadStatus } from "../site/downloads/download-stem.js";
import { DOWNLOAD_COLUMNS } from "../site/downloads/download-table.js";
import type { DownloadState } from "../site/downloads/slow-downloads.js";
import type { HistoryIndex } from "../site/site-index.js";
import { fingerprint } from "../site/fingerprint.js";
import { toDownloadTexts } from "./download-targets.js";
import type { MonthSummary } from "./rollup-store.js";
import type { SiteSources } from "./site-sources.js";

/** The downloads of sessions by stem, each with a key that changes with its content. */
export function toDownloadStates(
  { input, calendar }: Pick<SiteSources, "input" | "calendar">,
  index: Pick<HistoryIndex, "users" | "sessionCount" | "openCount">,
  summaries: readonly Pick<MonthSummary, "month" | "rows" | "totals">[],
): ReadonlyMap<string, DownloadState> {
  const countriesKey = input.countries.key;
  const namesKey = fingerprint([...input.aliases], countriesKey);
  const texts = toDownloadTexts(input);
  /** The rows of running sessions, and what orders them: not what moves each minute or each day. */
  const toRunning = (sessions: readonly Session[]): unknown =>
    sessions.map((session) => [
      countedFrom(session),
      DOWNLOAD_COLUMNS.map((column) =>
        column.kind === "text" ? column.read(session, input, texts) : column.read(session),
      ),
    ]);
  const toKey = (status: DownloadStatus, names: unknown, ended: unknown, open: readonly Session[]): string =>
    fingerprint(names, status === "open" ? null : ended, status === "closed" ? null : toRunning(open));
  const states: DownloadState[] = [];

  const counts = countByStatus(index.sessionCount, index.openCount);
  const ended = summaries.map(({ rows }) => rows);
  for (const status of STATUSES) {
    const key = toKey(status, namesKey, ended, input.openSessions);
    states.push({ stem: downloadStem({ kind: "status", status }), sessionCount: counts[status], key });
  }
  const openByMonth = groupBy(input.openSessions, (session) => toMonth(calendar.toDay(countedFrom(session))));
  for (const { month, rows, totals } of summaries) {
    const key = toKey("all", namesKey, rows, openByMonth.get(month) ?? []);
    states.push({ stem: downloadStem({ kind: "month", month }), sessionCount: totals.sessionCount, key });
  }
  const openByUser = groupBy(input.openSessions, ({ user }) => user);
  for (const { user, slug, alias, rows, sessionCount, openCount } of index.users.values()) {
    const own = countByStatus(sessionCount, openCount);
    for (const status of STATUSES) {
      if (own[status] === 0) continue;
      const key = toKey(status, [alias, countriesKey], rows, openByUser.get(user) ?? []);
      states.push({ stem: downloadStem({ kind: "user", slug, status }), sessionCount: own[status], key });
    }
  }
  return new Map(states.map((state) => [state.stem, state]));
}
