import { join } from "node:path";
import type { ObservedSource } from "../history/advance-history.js";
import { groupBy } from "../history/group-by.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import { endedSessionsOf } from "../io/history/day-rows.js";
import { commitChange } from "../io/history/journal.js";
import { readMonitoring } from "../io/history/read-monitoring.js";
import { appendUserRows } from "../io/history/user-rows.js";
import { settledOf } from "../site/settled.js";
import { indexSite, withDownloads, type SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { NO_STEMS, chooseDownloads, type DownloadChoice } from "../site/downloads/slow-downloads.js";
import { haveSlugsMoved } from "../site/site-slugs.js";
import { slugOf } from "../rollup/slug.js";
import type { GenSettings } from "./flags/gen-flags.js";
import { nextStep, type NextStep } from "./next-step.js";
import { publishPart } from "./publish-part.js";
import { reportNotices } from "./report/report-notices.js";
import { siteInputOf } from "./site-input-of.js";
import { forgetSiteRecord, siteKey, writeSiteRecord } from "./site-record.js";
import { SAMPLE_DAYS } from "./update-site.js";
import type { Host } from "../build/host.js";

/**
 * A run that goes on from what the last one left: it makes the pages that move each minute, and of all others those that
 * show a session that has started, ended or changed; of the history it reads only what these show.
 * For the holder of the lock, with the journal recovered.
 *
 * @returns whether it could. If not, nothing is lost: the run can be made as if there were nothing to go on from.
 */
export async function runIncrementally(
  observed: readonly ObservedSource[],
  settings: GenSettings,
  claim: OutClaim,
  host: Host,
): Promise<boolean> {
  const { config, quiet, verbose } = settings;
  const step = claim.full ? null : nextStep(observed, settings, host, SAMPLE_DAYS);
  if (step === null) return false;
  if (step.touched.site) forgetSiteRecord(config.history);
  commitChange(config.history, step.files);
  step.rows.forget(step.files);
  const key = step.touched.site ? siteKey(step.state) : step.record.key;
  if (!quiet) reportNotices(step.notices, config.language, host);

  const { input, index, downloads } = siteAfter(step, observed);
  if (haveSlugsMoved(step.record.settled.outline, index.outline, input.sources)) return false;
  const part = {
    input,
    index,
    ended: endedSessionsOf(step.rows),
    touched: step.touched,
    stems: downloads.stems,
    files: step.state.files,
  };
  const result = await publishPart(part, config, claim, host);
  if (result === null) return false;
  if (step.touched.site) remember(key, step, input, index, downloads);
  if (verbose) host.writeStdout(`${result.written.length} files written, ${result.removed.length} removed\n`);
  return true;
}

/** The site after a step, as far as it is known. */
function siteAfter(
  { record, change, touched, state, samples, ended, usage }: NextStep,
  observed: readonly ObservedSource[],
): { readonly input: SiteInput; readonly index: SiteIndex; readonly downloads: DownloadChoice } {
  const { config, zone, aliases, nowSeconds } = state;
  const monitoring = readMonitoring(config.history, samples, { ...config, zone, anew: false });
  const input = siteInputOf(
    config,
    { ...change, ended: ended.values(), usage, samples },
    observed,
    monitoring,
    aliases,
    nowSeconds,
  );
  const { months, users, site } = touched;
  const index = indexSite(input, { outline: record.settled.outline, months, users: new Set(users.keys()) });
  const downloads = site
    ? chooseDownloads(index, { months, users: users.keys() }, record.slowDownloads, nowSeconds)
    : { stems: NO_STEMS, slow: record.slowDownloads };
  return { input, index: withDownloads(index, downloads.slow), downloads };
}

function remember(
  key: string,
  { record, change, state }: NextStep,
  input: SiteInput,
  index: SiteIndex,
  { slow }: DownloadChoice,
): void {
  const ended = groupBy(change.ended, ({ user }) => slugOf(user));
  const cacheFolder = join(state.config.history, "cache");
  const userRowsEnds = appendUserRows(cacheFolder, record.userRowsEnds, ended, index.usage);
  // Without a record the next run makes everything.
  if (userRowsEnds === null) return;
  writeSiteRecord(key, state, index, { settled: settledOf(input, index), slowDownloads: slow, userRowsEnds });
}
