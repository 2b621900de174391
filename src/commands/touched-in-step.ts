import { groupBy } from "../history/group-by.js";
import type { HistoryChange } from "../history/history-change.js";
import type { ChangedSessions } from "../site/changed-sessions.js";
import { confirmedServers } from "../site/confirmed-servers.js";
import type { SiteDays } from "../rollup/site-days.js";
import { dueDownloads } from "../site/downloads/slow-downloads.js";
import { touchedBy, type Touched } from "../site/touched.js";
import type { SiteRecord, SiteState } from "./site-record.js";

/** All that a run has to make again beside what it always makes. */
export function touchedInStep(
  { settled, slowDownloads, confirmedServers: confirmedBefore }: SiteRecord,
  { versions }: ChangedSessions,
  change: HistoryChange,
  { nowSeconds, samples, config: { staleAfterSeconds } }: Pick<SiteState, "nowSeconds" | "samples" | "config">,
  calendar: SiteDays,
): Touched {
  const { outline } = settled;
  const usage = groupBy([...settled.usage, ...change.usage], ({ id }) => id);
  const bySessions = touchedBy(
    versions.map((session) => ({ session, usage: usage.get(session.id) ?? [] })),
    outline,
    calendar,
  );
  // Who is online depends on whether it is known who is connected to a server.
  const confirmed = confirmedServers({ sources: change.sources, samples, nowSeconds, staleAfterSeconds });
  const before = new Set(confirmedBefore);
  const isAsBefore = (server: string): boolean => confirmed.has(server) === before.has(server);
  const due = dueDownloads(slowDownloads, nowSeconds);
  const users = new Set([
    ...change.open.filter(({ server }) => !isAsBefore(server)).map(({ user }) => user),
    ...outline.users.filter(({ isRestless }) => isRestless).map(({ user }) => user),
    ...due.flatMap(({ user }) => user ?? []),
  ]);
  return {
    days: bySessions.days,
    months: new Set([...bySessions.months, ...due.flatMap(({ month }) => month ?? [])]),
    users: new Map([...[...users].map((user) => [user, new Set<string>()] as const), ...bySessions.users]),
    site: versions.length > 0 || users.size > 0 || due.length > 0,
  };
}
