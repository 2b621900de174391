import { join } from "node:path";
import { advanceHistory, type ObservedSource } from "../history/advance-history.js";
import { allEnded, makeEndedLookup } from "../history/ended-sessions.js";
import { noChange, type HistoryChange } from "../history/history-change.js";
import { expiredIds } from "../history/retention.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import { historyFiles } from "../io/history/history-files.js";
import { commitChange, recoverJournal } from "../io/history/journal.js";
import { readAliases } from "../io/config/read-aliases.js";
import { readMonitoring } from "../io/history/read-monitoring.js";
import { openStoredHistory, type StoredHistory } from "../io/history/stored-history.js";
import { settledOf } from "../site/settled.js";
import { makeZone } from "../status/zone.js";
import { divideSite, type DividedSite } from "./divided-site.js";
import { forgetUsers } from "./forget-users.js";
import { keepInRun, reportKeep } from "./keep-in-run.js";
import type { GenSettings } from "./flags/gen-flags.js";
import { publishSite } from "./publish-site.js";
import { endOfNoSource, withoutSource } from "./no-source.js";
import { forgetSiteRecord, siteKey, writeSiteRecord, type SiteState } from "./site-record.js";
import { reportNotices } from "./report/report-notices.js";
import { siteInputOf } from "./site-input-of.js";
import { siteStateOf } from "./site-state-of.js";
import type { Host } from "../build/host.js";

/** Samples that a run needs: the 24 hours of the charts and the whole of today, wherever the site is. */
export const SAMPLE_DAYS = 3;

/**
 * The history, once what a killed run had begun is completed. For the holder of the lock.
 *
 * @throws ProblemError `bad-history`
 */
export function openHistory(settings: GenSettings): StoredHistory {
  recoverJournal(settings.config.history);
  return readHistory(settings);
}

/**
 * The history as it is on disk, which stays as it is.
 *
 * @throws ProblemError `bad-history`
 */
export function readHistory({ config, nowSeconds }: GenSettings): StoredHistory {
  return openStoredHistory(config.history, nowSeconds, SAMPLE_DAYS, config);
}

/** Changes the history on disk, whole or not at all. For the holder of the lock. */
export function changeHistory(before: StoredHistory, change: HistoryChange, { config }: GenSettings): StoredHistory {
  // Before: a run that is killed on its way leaves a history, and then a site, of which the record does not tell.
  forgetSiteRecord(config.history);
  if (change.removed.size > 0) forgetUsers(config.history, usersOf(before, change.removed));
  const files = historyFiles(config.history, change);
  commitChange(config.history, files);
  return before.after(files);
}

function usersOf({ ended }: StoredHistory, ids: ReadonlySet<string>): ReadonlySet<string> {
  const users = new Set<string>();
  for (const { id, user } of allEnded(ended)) if (ids.has(id)) users.add(user);
  return users;
}

/**
 * Takes what the sources show into the history, lets go of what is no longer kept, and publishes the site. For the
 * holder of the lock.
 *
 * @param observed empty: there is no source at all, so nothing is known of any session, and all stays as it is
 */
export async function updateSite(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  claim: OutClaim,
  host: Host,
): Promise<void> {
  await publishStored(advanceStored(before, observed, settings, host), observed, settings, claim, host);
}

/**
 * Takes what the sources show into the history, deletes what is no longer kept, and says which problems began or ended.
 * For the holder of the lock.
 */
export function advanceStored(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  host: Host,
): StoredHistory {
  const { change, notices } = takeSources(before, observed, settings);
  const { config, quiet } = settings;
  const keep = keepInRun(before, change.sources, config, settings.nowSeconds);
  const history = changeHistory(before, { ...change, sources: keep.sources }, settings);
  if (!quiet) {
    reportNotices([...endOfNoSource(before, observed), ...notices], config.language, host);
    reportKeep(keep.notice, settings, host);
  }
  const removed = expiredIds(allEnded(history.ended), config.keepSeconds, keep.clock);
  return removed.size === 0 ? history : changeHistory(history, { ...noChange(history), removed }, settings);
}

/** Publishes the site of a history that has taken the sources. */
export async function publishStored(
  history: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  claim: OutClaim,
  host: Host,
): Promise<void> {
  const { config, nowSeconds } = settings;
  const aliases = readAliases(
    config.aliases,
    observed.map(({ source }) => source),
  );
  const state = siteStateOf(history, observed, aliases, settings, host);
  const key = siteKey(state);
  const monitoring = readMonitoring(config.history, history.samples, {
    zone: state.zone,
    staleAfterSeconds: config.staleAfterSeconds,
    anew: claim.full,
  });
  const site = divideSite({
    history,
    cacheFolder: join(config.history, "cache"),
    maxSessions: host.maxSessionsAtOnce,
    inputOf: (ended, usage) =>
      siteInputOf(config, { ...history, ended, usage }, observed, monitoring, aliases, nowSeconds),
  });
  const quietHost = settings.quiet ? { ...host, showOnTerminal: null } : host;
  const { written, removed: gone } = await publishSite({ ...config, ...site, ended: history.ended }, claim, quietHost);
  // Where rows stand that belong into other files, no part of the history can be read by its days.
  if (!history.hasStrays) remember(key, state, site);
  if (settings.verbose) host.writeStdout(`${written.length} files written, ${gone.length} removed\n`);
}

function takeSources(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  { config, nowSeconds }: GenSettings,
): ReturnType<typeof advanceHistory> {
  if (observed.length === 0) return withoutSource(before, nowSeconds);
  const known = { ...before, ended: makeEndedLookup(before.ended), usageOf: before.ended.usageOf };
  return advanceHistory(known, observed, { ...config, nowSeconds, zone: makeZone(config.timezone) });
}

/** So that the next run can go on from here: see `next-step.ts`. */
function remember(key: string, state: SiteState, { whole: { input, index }, leaveUserRows }: DividedSite): void {
  const slowDownloads = [...index.slowDownloads.values()];
  const left = { settled: settledOf(input, index), slowDownloads, userRowsEnds: leaveUserRows() };
  writeSiteRecord(key, state, index, left);
}
