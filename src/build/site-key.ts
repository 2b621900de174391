import { createHash } from "node:crypto";
import { groupBy } from "../history/group-by.js";
import { toStableSession } from "../rollup/stable-session.js";
import { monitoringGaps } from "../site/charts/monitoring-gaps.js";
import { confirmedServers, outdatedAfterSeconds } from "../site/freshness.js";
import { isAnyDue } from "../site/downloads/slow-downloads.js";
import type { SitePart } from "../site/further/site-parts.js";
import { countRouteParts } from "../site/pages/routes-part-page.js";
import type { SiteIndex } from "../site/site-index.js";
import type { BuildRecord } from "./build-memory.js";
import { fingerprint } from "../site/fingerprint.js";
import type { SiteSources } from "./site-sources.js";

/**
 * A key that changes with everything that the site shows, except what live pages show of each run. While it stays the
 * same, only live pages are built.
 */
export function toSiteKey(
  sources: SiteSources,
  parts: readonly SitePart[] | null,
  record: Pick<BuildRecord, "usersWithPendingOverlap" | "live"> | null,
): string {
  const { config, input, calendar, programVersion } = sources;
  const pending = new Set(record?.usersWithPendingOverlap);
  return fingerprint(
    programVersion,
    [...sources.assets].map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]),
    // The whole config: a change without effect only costs a check of all branches.
    config,
    parts,
    [...input.aliases],
    input.countries.key,
    input.certificates.key,
    calendar.toDay(input.nowSeconds),
    input.sources.map(({ server, eventSpans }) => [server, eventSpans]),
    [...new Set(input.samples.map(({ server }) => server))].sort(),
    [...confirmedServers(input)].sort(),
    // More or fewer routes may come with the same clients, and need more or fewer pages.
    [...groupBy(input.sources, ({ server }) => server).values()].map(countRouteParts),
    input.openSessions.map((session) => [
      toStableSession(session, calendar),
      pending.has(session.user) ? session.lastSeenSeconds : null,
    ]),
    sources.historyStamp,
    toRecordedTimes(sources),
    input.clientHours,
    isAnyDue(record?.live.slowDownloads ?? [], input.nowSeconds),
  );
}

/**
 * When servers were monitored, without the time of the last check, which changes each minute: a later check begins a
 * gap, or changes the hours of clients.
 */
function toRecordedTimes({ input }: SiteSources): unknown {
  const { between, firstSeconds, isFirstEver } = monitoringGaps(input.monitored, outdatedAfterSeconds(input));
  return [between, firstSeconds, isFirstEver, input.exactlyMonitoredFrom];
}

/** When a server was last monitored; only the day if that was today, since each run moves the time. */
export function toLastCheck(
  lastSeconds: number | null,
  { calendar, today }: Pick<SiteIndex, "calendar" | "today">,
): string | number | null {
  if (lastSeconds === null) return null;
  const lastDay = calendar.toDay(lastSeconds);
  return lastDay < today ? lastSeconds : lastDay;
}
