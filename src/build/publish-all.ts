import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import { toTablePaths } from "../site/list-paths.js";
import type { Branch } from "./branch-files.js";
import { makeExpectedUsers } from "./make-expected-users.js";
import { planHistory } from "./plan-history.js";
import { LIVE, publishBranch, publishLive, type Build, type FinishedBuild } from "./publish-branch.js";
import { runPooled } from "./run-pooled.js";
import { toSiteKey } from "./site-key.js";

interface PublishingAll {
  /** Whether files of unchanged branches are checked as well. */
  readonly isVerifying: boolean;
  readonly isTimeUp: () => boolean;
}

/** While files of one branch are compressed, in zlib's threads, those of another are built. */
const BRANCHES_AT_ONCE = 3;
const BRANCHES_SAVED_AT_ONCE = 256;

/** Publishes the live pages, then all other branches whose key has changed, newest first. */
export async function publishAll(build: Build, { isVerifying, isTimeUp }: PublishingAll): Promise<FinishedBuild> {
  const { out, memory, sources } = build;
  const { live, assets, branches, firstPaths, findPaths, usersWithPendingOverlap } = planHistory(
    build,
    await makeExpectedUsers(sources.config.expected, sources.config),
  );
  // If this build does not finish, the site does not match the last record either, even if the history returns to
  // that state.
  memory.removeRecord();
  out.expect(firstPaths);
  await publishBranch(build, assets, () => false);
  const areLinksLeftOut = await publishLive(build, live, true);
  // After the first pages: to find notices reads months, in a first build all of them.
  out.expect(findPaths());
  const known: Branch[] = [LIVE, assets.branch];
  const tasks = function* (): Generator<() => Promise<void>> {
    for (const planned of branches) {
      const { branch, key } = planned;
      known.push(branch);
      const isSame = key !== null && memory.branchKey(branch) === key;
      if (isSame && !(isVerifying && !out.areAsPublished(memory.made(branch)))) continue;
      // A run that is killed loses no more than this.
      if (known.length % BRANCHES_SAVED_AT_ONCE === 0) memory.save("all", memory.slowDownloads);
      if (isTimeUp()) build.report.isFinished = false;
      else yield () => publishBranch(build, planned, isTimeUp);
    }
  };
  await runPooled(tasks(), BRANCHES_AT_ONCE);
  if (areLinksLeftOut) await publishLive(build, live, !build.report.isFinished);
  if (!build.report.isFinished) {
    memory.save("all", leaveOutUnmade(live.slowDownloads, build));
    return { facts: live.facts, key: null };
  }
  // If the config gives up a fleet, there are more of these than a function takes as arguments.
  for (const path of out.finish()) build.report.removed.push(path);
  memory.save(known, live.slowDownloads);
  const record = { day: sources.calendar.toDay(sources.input.nowSeconds), live, usersWithPendingOverlap };
  const key = toSiteKey(sources, build.parts, record);
  memory.writeRecord({ ...record, key });
  return { facts: live.facts, key };
}

/** Keeps the last build's record of slow downloads that are due but not built yet. */
function leaveOutUnmade(slow: readonly SlowDownload[], { out, memory }: Build): readonly SlowDownload[] {
  const before = new Map(memory.slowDownloads.map((download) => [download.stem, download]));
  return slow.flatMap((download) => {
    const known = before.get(download.stem);
    const isMade = toTablePaths(download.stem).every(out.isDone) || known?.builtSeconds === download.builtSeconds;
    return isMade ? [download] : (known ?? []);
  });
}
