import type { MadeFiles, MakeReason } from "../io/publish/make-files.js";
import type { OutFolder } from "../io/publish/publish.js";
import type { PlannedBranch } from "./branch.js";
import type { Branch } from "./branch-files.js";
import type { BuildMemory } from "./build-memory.js";
import type { ChartCache } from "./chart-cache.js";
import type { GenSettings } from "./gen-settings.js";
import type { Host } from "./host.js";
import type { LivePart } from "./live-part.js";
import { toLiveTargets } from "./live-targets.js";
import { makePartFilter, type SitePart } from "../site/further/site-parts.js";
import type { LiveFacts } from "../site/live-facts.js";
import type { SiteSources } from "./site-sources.js";

/** A build that has begun. */
export interface Build {
  readonly sources: SiteSources;
  readonly settings: GenSettings;
  readonly out: OutFolder;
  readonly memory: BuildMemory;
  readonly charts: ChartCache;
  readonly host: Host;
  readonly mayWait: boolean;
  /** The parts of the site: a further site may have only some. */
  readonly parts: readonly SitePart[] | null;
  readonly report: RunningReport;
}

export interface RunningReport {
  readonly written: string[];
  readonly removed: string[];
  readonly reasons: Map<string, MakeReason>;
  isFinished: boolean;
}

/** What a build has found, for reports. */
export interface FinishedBuild {
  readonly facts: LiveFacts;
  /** Changes with the facts; null if the build has left some files for the next run. */
  readonly key: string | null;
}

/** The live pages. */
export const LIVE: Branch = { kind: "live", name: "" };

/**
 * Builds and publishes the files of a branch, and records them. If the time is up in between, the branch stays
 * unfinished.
 */
export async function publishBranch(
  { out, memory, report, parts }: Build,
  { branch, key, plan }: PlannedBranch,
  isTimeUp: () => boolean,
): Promise<void> {
  const before = memory.made(branch);
  const hasFile = makePartFilter(parts);
  const targets = plan().filter(({ path }) => hasFile(path));
  const { made, written, reasons, isComplete } = await out.publish(targets, before, isTimeUp);
  memory.remember(branch, isComplete ? (key ?? "") : "", withWaiting(made, before, out.expected()));
  // With many servers, there are more than a function takes as arguments.
  for (const path of written) report.written.push(path);
  for (const [path, reason] of reasons) report.reasons.set(path, reason);
  report.isFinished &&= isComplete;
}

/** A slow download that is not due is no target, and stays as it was made. */
function withWaiting(made: MadeFiles, before: MadeFiles, expected: ReadonlySet<string>): MadeFiles {
  return new Map([...[...before].filter(([path]) => expected.has(path)), ...made]);
}

/**
 * @param isEarly whether other files are made after them, in this run or the next one
 * @returns whether links were left out because their targets do not exist yet
 */
export async function publishLive(build: Build, live: LivePart, isEarly: boolean): Promise<boolean> {
  const { memory } = build;
  const { targets, areLinksLeftOut } = toLiveTargets(build, live, isEarly);
  await publishBranch(build, { branch: LIVE, key: null, plan: () => targets }, () => false);
  memory.save("all", memory.slowDownloads);
  return areLinksLeftOut();
}
