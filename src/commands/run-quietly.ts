import { join } from "node:path";
import { advanceHistory, type ObservedSource } from "../history/advance-history.js";
import type { HistoryChange, LiveHistory } from "../history/history-change.js";
import type { Config } from "../io/config.js";
import type { OutClaim } from "../io/claim-out-folder.js";
import { historyFiles } from "../io/history-files.js";
import { commitChange } from "../io/journal.js";
import { publish } from "../io/publish.js";
import { readAliases } from "../io/read-aliases.js";
import { readLiveHistory } from "../io/read-history.js";
import { readMonitoring } from "../io/read-monitoring.js";
import { readAssets, readTemplates } from "../io/read-package-files.js";
import { listPages } from "../site/list-pages.js";
import { indexSite, type SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { makeZone } from "../status/zone.js";
import { openChartPress } from "./chart-press.js";
import type { GenSettings } from "./gen-flags.js";
import { planOutputs, type PackageFiles } from "./plan-outputs.js";
import { quietKey, readQuietRecord, type QuietRecord } from "./quiet-record.js";
import { reportNotices } from "./report-notices.js";
import { siteInputOf } from "./site-input-of.js";
import { SAMPLE_DAYS } from "./update-site.js";
import type { World } from "./world.js";

/**
 * A run in which nothing starts, ends or falls due: most of them. It makes the overview, the server pages and what
 * stands in them from what the last full run left, and reads no day of the history (design, section 6: "so that a quiet
 * run stays quiet"). For the holder of the lock, with the journal recovered.
 *
 * @returns whether it was such a run. If not, nothing is lost: the run can be made as any other.
 */
export async function runQuietly(
  observed: readonly ObservedSource[],
  { config, nowSeconds, quiet, verbose }: GenSettings,
  claim: OutClaim,
  world: World,
): Promise<boolean> {
  const record = readQuietRecord(config.history);
  if (record === null || observed.length === 0 || claim.full) return false;
  const zone = makeZone(config.timezone);
  const before = readLiveHistory(config.history, nowSeconds, SAMPLE_DAYS);
  const known = { ...before, ended: new Map(), usage: [] };
  const { change, notices } = advanceHistory(known, observed, { ...config, nowSeconds, zone });
  if (!isQuiet(change, before, record, config.staleAfterSeconds, nowSeconds)) return false;

  const aliases = readAliases(config.aliases.path, config.aliases.wanted);
  const files = { templates: readTemplates(world.packageFolder), assets: readAssets(world.packageFolder) };
  const servers = observed.map(({ server }) => server);
  const { programVersion } = world;
  const key = quietKey({ config, zone, nowSeconds, live: change, servers, aliases, files, programVersion });
  if (key !== record.key) return false;
  commitChange(config.history, historyFiles(config.history, change));
  if (!quiet) reportNotices(notices, config.language, world);

  const { settled } = record;
  const samples = [...before.samples, ...change.samples].sort((a, b) => a.timeSeconds - b.timeSeconds);
  const ended = new Map(settled.sessions.map((session) => [session.id, session]));
  const monitoring = readMonitoring(config.history, samples, { ...config, zone, anew: false });
  const history = { open: change.open, sources: change.sources, ended, usage: settled.usage, samples };
  const input = siteInputOf(config, history, observed, monitoring, aliases, nowSeconds);
  const index = indexSite(input, { outline: settled.outline, months: new Set(), users: new Set() });

  const written = await publishLive({ input, index, files }, config, claim, world);
  if (written === null) return false;
  if (verbose) world.writeStdout(`${written.length} files written, 0 removed\n`);
  return true;
}

/** Brings what moves each minute up to date in `out/`. @returns what was written; null if the site is not there */
async function publishLive(
  { input, index, files }: { readonly input: SiteInput; readonly index: SiteIndex; readonly files: PackageFiles },
  { history, out }: Pick<Config, "history" | "out">,
  claim: OutClaim,
  { packageFolder, programVersion }: World,
): Promise<readonly string[] | null> {
  const press = openChartPress({ cacheFolder: join(history, "cache"), programVersion, packageFolder, anew: false });
  const live = listPages(input, index).filter(({ stage }) => stage === "server" || stage === "overview");
  const charts = new Set(live.flatMap((page) => page.charts.map(({ path }) => path)));
  const outputs = planOutputs(input, index, files, press, programVersion).filter(({ path, stage, inputs }) => {
    if (stage === "server" || stage === "overview") return true;
    return charts.has(path) && !press.remembers(path, inputs?.() ?? "");
  });
  const making = new Set(outputs.map(({ path }) => path));
  const result = await publish(out, { paths: "standing", making, batches: [outputs] }, claim);
  if (result === null) return null;
  press.save();
  return result.written;
}

/** Whether a change is only that what runs goes on running, without a gap in monitoring that has come to its end. */
function isQuiet(
  change: HistoryChange,
  before: LiveHistory,
  { expirySeconds }: QuietRecord,
  staleAfterSeconds: number,
  nowSeconds: number,
): boolean {
  if (change.ended.length > 0 || change.removed.size > 0 || change.usage.length > 0) return false;
  if (expirySeconds !== null && nowSeconds > expirySeconds) return false;
  return change.samples.every(({ server, timeSeconds }) => {
    const last = before.sources.find((row) => row.server === server)?.snapshotSeconds ?? null;
    return last !== null && timeSeconds > last && timeSeconds - last <= staleAfterSeconds;
  });
}
