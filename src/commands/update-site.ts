import { join } from "node:path";
import { advanceHistory, type KnownHistory, type ObservedSource } from "../history/advance-history.js";
import { applyChange } from "../history/apply-change.js";
import { noChange, type HistoryChange } from "../history/history-change.js";
import type { Session } from "../history/session.js";
import { expiredIds } from "../history/retention.js";
import type { OutClaim } from "../io/claim-out-folder.js";
import { growHeapSlowly } from "../io/grow-heap-slowly.js";
import { historyFiles } from "../io/history-files.js";
import { commitChange, recoverJournal } from "../io/journal.js";
import { readAliases } from "../io/read-aliases.js";
import { readHistory } from "../io/read-history.js";
import { readMonitoring } from "../io/read-monitoring.js";
import { writeUserRows } from "../io/user-rows.js";
import { settledOf } from "../site/settled.js";
import { indexSite, withDownloads, type SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { chooseAllDownloads, type SlowDownload } from "../site/slow-downloads.js";
import { makeZone } from "../status/zone.js";
import type { GenSettings } from "./gen-flags.js";
import { publishSite } from "./publish-site.js";
import { endOfNoSource, withoutSource } from "./no-source.js";
import { forgetSiteRecord, siteKey, writeSiteRecord, type SiteState } from "./site-record.js";
import { reportNotices } from "./report-notices.js";
import { siteInputOf } from "./site-input-of.js";
import { siteStateOf } from "./site-state-of.js";
import type { World } from "./world.js";

/** Samples that a run needs: the 24 hours of the charts and the whole of today, wherever the site is. */
export const SAMPLE_DAYS = 3;

/**
 * The history, once what a killed run had begun is completed. For the holder of the lock.
 *
 * @throws ProblemError `bad-history`
 */
export function openHistory({ config, nowSeconds }: GenSettings): KnownHistory {
  growHeapSlowly();
  recoverJournal(config.history);
  return readHistory(config.history, nowSeconds, SAMPLE_DAYS);
}

/** Changes the history on disk, whole or not at all. For the holder of the lock. */
export function changeHistory(known: KnownHistory, change: HistoryChange, { config }: GenSettings): KnownHistory {
  // Before: a run that is killed on its way leaves a history, and then a site, of which the record does not tell.
  forgetSiteRecord(config.history);
  commitChange(config.history, historyFiles(config.history, change));
  return applyChange(known, change);
}

/**
 * Takes what the sources show into the history, lets go of what is no longer kept, and publishes the site. For the
 * holder of the lock.
 *
 * @param observed empty: there is no source at all, so nothing is known of any session, and all stays as it is
 */
export async function updateSite(
  before: KnownHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  claim: OutClaim,
  world: World,
): Promise<void> {
  const { config, nowSeconds } = settings;
  const zone = makeZone(config.timezone);
  const { change, notices } =
    observed.length === 0
      ? withoutSource(before, nowSeconds)
      : advanceHistory(before, observed, { ...config, nowSeconds, zone });
  let history = changeHistory(before, change, settings);
  if (!settings.quiet) reportNotices([...endOfNoSource(before, observed), ...notices], config.language, world);
  const removed = expiredIds(history.ended.values(), config.keepSeconds, nowSeconds);
  if (removed.size > 0) history = changeHistory(history, { ...noChange(history), removed }, settings);

  const aliases = readAliases(config.aliases.path, config.aliases.wanted);
  const state = siteStateOf(history, observed, aliases, settings, world);
  const key = siteKey(state);
  const monitoring = readMonitoring(config.history, history.samples, {
    zone,
    staleAfterSeconds: config.staleAfterSeconds,
    anew: claim.full,
  });
  const site = siteInputOf(config, history, observed, monitoring, aliases, nowSeconds);
  const bare = indexSite(site);
  const { slow } = chooseAllDownloads(bare, nowSeconds);
  const index = withDownloads(bare, slow);
  const quietWorld = settings.quiet ? { ...world, showOnTerminal: null } : world;
  const { written, removed: gone } = await publishSite(site, index, config, claim, quietWorld);
  // Where rows stand that belong into other files, no part of the history can be read by its days.
  if (history.hasStrays !== true) remember(key, state, site, index, slow);
  if (settings.verbose) world.writeStdout(`${written.length} files written, ${gone.length} removed\n`);
}

/** So that the next run can go on from here: see `next-step.ts`. */
function remember(
  key: string,
  state: SiteState,
  site: SiteInput,
  index: SiteIndex,
  slowDownloads: readonly SlowDownload[],
): void {
  const ended = new Map<string, readonly Session[]>();
  for (const { slug, sessions } of index.users.values()) {
    const own = sessions.filter(({ endSeconds }) => endSeconds !== null);
    if (own.length > 0) ended.set(slug, own);
  }
  const userRowsBytes = writeUserRows(join(state.config.history, "cache"), ended, index.usage);
  writeSiteRecord(key, state, index, { settled: settledOf(site, index), slowDownloads, userRowsBytes });
}
