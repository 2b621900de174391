import { groupBy } from "../history/group-by.js";
import { newestFirst } from "../history/newest-first.js";
import { localDayOf, monthOf } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { downloadStem } from "./download-stem.js";
import type { DownloadTable } from "./download-table.js";
import type { SiteInput } from "./site-input.js";

/**
 * ◆ The downloads that exist: all, open and closed always; a user's three only where they have rows; each month (of
 * the site's zone, by start) that has sessions (design, section 6). Newest start first, then by id.
 *
 * @param slugOf a user's name → its slug in paths
 */
export function downloadTables(
  site: Pick<SiteInput, "openSessions" | "endedSessions" | "aliases" | "zone">,
  slugOf: (name: string) => string,
): readonly DownloadTable[] {
  const sessions = [...site.openSessions, ...site.endedSessions].sort(newestFirst);
  const table = (stem: string, rows: readonly Session[]): DownloadTable => ({
    stem,
    sessions: rows,
    aliases: site.aliases,
  });
  const tables = statusTables(sessions).map(({ status, rows }) =>
    table(downloadStem({ kind: "status", status }), rows),
  );
  for (const [user, ofUser] of groupBy(sessions, (session) => session.user)) {
    const slug = slugOf(user);
    for (const { status, rows } of statusTables(ofUser)) {
      if (rows.length > 0) tables.push(table(downloadStem({ kind: "user", slug, status }), rows));
    }
  }
  for (const [month, rows] of groupBy(sessions, (session) => monthOf(localDayOf(site.zone, session.startSeconds)))) {
    tables.push(table(downloadStem({ kind: "month", month }), rows));
  }
  return tables;
}

function statusTables(sessions: readonly Session[]) {
  return [
    { status: "all", rows: sessions },
    { status: "open", rows: sessions.filter((session) => session.endSeconds === null) },
    { status: "closed", rows: sessions.filter((session) => session.endSeconds !== null) },
  ] as const;
}
