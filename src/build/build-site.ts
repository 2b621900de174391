import { join } from "node:path";
import type { ObservedSource } from "../history/advance-history.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import type { MakeReason } from "../io/publish/make-files.js";
import type { OtherGroup } from "../io/publish/out-group.js";
import { openOutFolder, type Progress } from "../io/publish/publish.js";
import { readOutStamp, writeOutStamp } from "./out-stamp.js";
import type { SiteInput } from "../site/site-input.js";
import { openBuildMemory } from "./build-memory.js";
import { openChartCache } from "./chart-cache.js";
import type { GenSettings } from "./gen-settings.js";
import type { Host } from "./host.js";
import { publishLive, type Build, type FinishedBuild, type RunningReport } from "./publish-branch.js";
import type { SitePart } from "../site/further/site-parts.js";
import { toSiteKey } from "./site-key.js";
import { readSiteSources } from "./site-sources.js";

interface BuildOptions {
  readonly claim: OutClaim;
  /**
   * When the build stops between two files and leaves the rest to the next run, by the clock of
   * `Host.elapsedSeconds`; null: it finishes, and no download waits.
   */
  readonly stopAtSeconds: number | null;
  readonly progress: Progress;
  /** The parts of the site; null: all. */
  readonly parts: readonly SitePart[] | null;
}

/** The result of a build. */
export interface BuildReport extends FinishedBuild {
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Why files were made, by path. */
  readonly reasons: ReadonlyMap<string, MakeReason>;
  /** Whether nothing is left for the next run. */
  readonly isFinished: boolean;
  /** A file with another group than `out`; "unknown" unless all files were checked. */
  readonly otherGroup: OtherGroup | null | "unknown";
  /** The input of the build. */
  readonly input: SiteInput;
}

/**
 * Brings the site up to date with a history. A file's key is a hash of what it shows, and a file is built if its key
 * has changed. The site, each branch (a month or a user) and each file has a key. Everything below an unchanged key
 * is skipped.
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
  const out = openOutFolder(config.out, options.claim, options.progress);
  const memory = openBuildMemory(cacheFolder, config.out, {
    programVersion: host.programVersion,
    isNew: full || out.files.size === 0,
  });
  const sources = readSiteSources(history, observed, settings, host);
  const { packageFolder, programVersion } = host;
  const charts = openChartCache({ cacheFolder, packageFolder, programVersion, isNew: full });
  const { parts, stopAtSeconds } = options;
  const build: Build = {
    parts,
    sources,
    settings,
    out,
    memory,
    charts,
    host,
    mayWait: stopAtSeconds !== null,
    report: startReport(),
  };

  const today = sources.calendar.toDay(settings.nowSeconds);
  const isVerifying = memory.record?.day !== today || readOutStamp(cacheFolder, config.out) === "changed";
  const isCurrent = !isVerifying && memory.record.key === toSiteKey(sources, parts, memory.record);
  let finished: FinishedBuild;
  if (isCurrent) {
    await publishLive(build, memory.record.live, false);
    finished = { facts: memory.record.live.facts, key: memory.record.key };
  } else {
    const isTimeUp = (): boolean => stopAtSeconds !== null && host.elapsedSeconds() > stopAtSeconds;
    // Most runs need none of it.
    const { publishAll } = await import("./publish-all.js");
    finished = await publishAll(build, { isVerifying, isTimeUp });
  }
  charts.save(isCurrent ? "all" : "used");
  writeOutStamp(cacheFolder, config.out);
  return {
    ...build.report,
    otherGroup: isVerifying && build.report.isFinished ? out.findOtherGroup() : "unknown",
    input: sources.input,
    ...finished,
  };
}

function startReport(): RunningReport {
  return { written: [], removed: [], reasons: new Map(), isFinished: true };
}
