import { join } from "node:path";
import type { ObservedSource } from "../history/advance-history.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import { areUntouched, type MadeFiles, type MakeReason } from "../io/publish/make-files.js";
import { openOutFolder, type OutFolder, type Progress } from "../io/publish/publish.js";
import { readOutStamp, writeOutStamp } from "./out-stamp.js";
import type { PlannedBranch } from "./branch.js";
import type { Branch } from "./branch-files.js";
import { openBuildMemory, type BuildMemory } from "./build-memory.js";
import { openChartCache, type ChartCache } from "./chart-cache.js";
import type { GenSettings } from "./gen-settings.js";
import type { Host } from "./host.js";
import { planHistory } from "./plan-history.js";
import { toLiveTargets, type LivePart } from "./live-part.js";
import { toSiteKey } from "./site-key.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import { toTablePaths } from "../site/list-paths.js";
import { runPooled } from "./run-pooled.js";
import { readSiteSources, type SiteSources } from "./site-sources.js";

export interface BuildOptions {
  readonly claim: OutClaim;
  /**
   * How long the build may take before it stops between two files, to go on in the next run; null: it finishes, and no
   * download waits.
   */
  readonly budgetSeconds: number | null;
  readonly progress: Progress;
}

/** What a build came to. */
export interface BuildReport {
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Why files were made, by path. */
  readonly reasons: ReadonlyMap<string, MakeReason>;
  /** Whether nothing is left for the next run. */
  readonly isFinished: boolean;
  /** Every file that the site has, where all of them were looked at; else null. */
  readonly checkedPaths: readonly string[] | null;
  /** What is wrong with the files of aliases and of countries; empty if nothing. */
  readonly nameProblems: { readonly aliases: string; readonly countries: string };
}

/**
 * Brings the site up to date with a history. What a file shows decides its key, and its key decides whether it is made:
 * the site has a key over all of it, each month and user has one (a branch), and each file. What lies below a key that
 * is the same as in the last build is not looked at.
 *
 * For the holder of the lock.
 *
 * @param observed empty: there is no source at all
 * @throws ProblemError
 */
export async function buildSite(
  history: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  options: BuildOptions,
  host: Host,
): Promise<BuildReport> {
  const { config, full } = settings;
  const cacheFolder = join(config.history, "cache");
  const startSeconds = host.elapsedSeconds();
  const out = openOutFolder(config.out, options.claim, options.progress);
  const memory = openBuildMemory(cacheFolder, config.out, { isNew: full || out.files.size === 0 });
  const sources = readSiteSources(history, observed, settings, host);
  const { packageFolder, programVersion } = host;
  const charts = openChartCache({ cacheFolder, packageFolder, programVersion, isNew: full });
  const mayWait = options.budgetSeconds !== null;
  const build: Build = { sources, settings, out, memory, charts, host, mayWait, report: startReport() };

  const today = sources.calendar.toDay(settings.nowSeconds);
  const isVerifying = memory.record?.day !== today || readOutStamp(cacheFolder, config.out) === "changed";
  const isCurrent = !isVerifying && memory.record.key === toSiteKey(sources, memory.record);
  if (isCurrent) {
    await publishLive(build, memory.record.live);
  } else {
    const isTimeUp = (): boolean =>
      options.budgetSeconds !== null && host.elapsedSeconds() - startSeconds > options.budgetSeconds;
    await publishAll(build, { isVerifying, isTimeUp });
  }
  charts.save(isCurrent ? "all" : "asked");
  writeOutStamp(cacheFolder, config.out);
  const { aliasesProblem, countriesProblem } = sources.input;
  return {
    ...build.report,
    checkedPaths: isVerifying ? [...out.expected()] : null,
    nameProblems: { aliases: aliasesProblem, countries: countriesProblem },
  };
}

interface Build {
  readonly sources: SiteSources;
  readonly settings: GenSettings;
  readonly out: OutFolder;
  readonly memory: BuildMemory;
  readonly charts: ChartCache;
  readonly host: Host;
  readonly mayWait: boolean;
  readonly report: RunningReport;
}

interface RunningReport {
  readonly written: string[];
  readonly removed: string[];
  readonly reasons: Map<string, MakeReason>;
  isFinished: boolean;
}

function startReport(): RunningReport {
  return { written: [], removed: [], reasons: new Map(), isFinished: true };
}

const LIVE: Branch = { kind: "live", name: "" };

interface PublishingAll {
  /** Whether files are looked at whose branch has nothing new to show. */
  readonly isVerifying: boolean;
  readonly isTimeUp: () => boolean;
}

/** While files of one branch are compressed, in threads of zlib's, those of another are made. */
const BRANCHES_AT_ONCE = 3;
const BRANCHES_SAVED_AT_ONCE = 256;

/** The live pages first, then what has changed of all others, what is newest first. */
async function publishAll(build: Build, { isVerifying, isTimeUp }: PublishingAll): Promise<void> {
  const { out, memory, sources } = build;
  const { live, assets, branches, paths, usersWithPendingOverlap } = planHistory(build);
  // If this build does not finish, the site is not that of the last record either, even if all is again as it was then.
  memory.removeRecord();
  out.expect(paths);
  await publishBranch(build, assets, () => false);
  const areLinksLeftOut = await publishLive(build, live);
  const known: Branch[] = [LIVE, assets.branch];
  const tasks = function* (): Generator<() => Promise<void>> {
    for (const planned of branches) {
      const { branch, key } = planned;
      known.push(branch);
      const isSame = key !== null && memory.branchKey(branch) === key;
      if (isSame && !(isVerifying && !areUntouched(out.path, memory.made(branch)))) continue;
      // A run that is killed loses no more than this.
      if (known.length % BRANCHES_SAVED_AT_ONCE === 0) memory.save("all", memory.slowDownloads);
      if (isTimeUp()) build.report.isFinished = false;
      else yield () => publishBranch(build, planned, isTimeUp);
    }
  };
  await runPooled(tasks(), BRANCHES_AT_ONCE);
  if (areLinksLeftOut) await publishLive(build, live);
  if (!build.report.isFinished) {
    memory.save("all", leaveOutUnmade(live.slowDownloads, build));
    return;
  }
  build.report.removed.push(...out.finish());
  memory.save(known, live.slowDownloads);
  const record = { day: sources.calendar.toDay(sources.input.nowSeconds), live, usersWithPendingOverlap };
  memory.writeRecord({ ...record, key: toSiteKey(sources, record) });
}

async function publishBranch(
  { out, memory, report }: Build,
  { branch, key, plan }: PlannedBranch,
  isTimeUp: () => boolean,
): Promise<void> {
  const before = memory.made(branch);
  const targets = plan();
  const { made, written, reasons, isComplete } = await out.publish(targets, before, isTimeUp);
  memory.remember(branch, isComplete ? (key ?? "") : "", withWaiting(made, before, out.expected()));
  report.written.push(...written);
  for (const [path, reason] of reasons) report.reasons.set(path, reason);
  report.isFinished &&= isComplete;
}

/** A slow download that is not due is no target, and stays as it was made. */
function withWaiting(made: MadeFiles, before: MadeFiles, expected: ReadonlySet<string>): MadeFiles {
  return new Map([...[...before].filter(([path]) => expected.has(path)), ...made]);
}

/** Of slow downloads that were due and are still to be made, it is remembered how they are. */
function leaveOutUnmade(slow: readonly SlowDownload[], { out, memory }: Build): readonly SlowDownload[] {
  const before = new Map(memory.slowDownloads.map((download) => [download.stem, download]));
  return slow.flatMap((download) => {
    const known = before.get(download.stem);
    const isMade = toTablePaths(download.stem).every(out.isDone) || known?.builtSeconds === download.builtSeconds;
    return isMade ? [download] : (known ?? []);
  });
}

/** @returns whether links were left out, because what they lead to is not there yet */
async function publishLive(build: Build, live: LivePart): Promise<boolean> {
  const { memory } = build;
  const { targets, areLinksLeftOut } = toLiveTargets(build, live);
  await publishBranch(build, { branch: LIVE, key: null, plan: () => targets }, () => false);
  memory.save("all", memory.slowDownloads);
  return areLinksLeftOut();
}
