import { join } from "node:path";
import { readCache, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import { isAsWritten, isListOf, isObjectOf, isString, isExactly } from "../io/cache/shape.js";
import { realPath } from "../io/files/real-path.js";
import type { MadeFiles } from "../io/publish/make-files.js";
import { getOrInsert } from "../history/get-or-insert.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import {
  BRANCHES_FILE,
  textToBranch,
  noBranches,
  readBranches,
  readBranchShard,
  TARGETS_FOLDER,
  toShardFile,
  toShardName,
  branchToText,
  type Branch,
  type BranchesFile,
  type Shard,
} from "./branch-files.js";
import type { LivePart } from "./live-part.js";

/** The record of a finished build. */
export interface BuildRecord {
  /** The `out/` of the build: the same history may be published into another one. */
  readonly out: string;
  readonly programVersion: string;
  /** Changes with everything that the site shows, except what live pages show of each run. */
  readonly key: string;
  /** The day of the site's zone on which it was made. */
  readonly day: string;
  readonly usersWithPendingOverlap: readonly string[];
  readonly live: LivePart;
}

/** The record of the last build. */
export interface BuildMemory {
  /** Null if there is no record of a finished build. */
  readonly record: BuildRecord | null;
  /** As the last build left them, also if it did not finish. */
  readonly slowDownloads: readonly SlowDownload[];
  readonly writeRecord: (record: Omit<BuildRecord, "out" | "programVersion">) => void;
  /** Until the next one is written, no run considers the site finished. */
  readonly removeRecord: () => void;
  /** The key of a branch; empty if some of its files were not built, undefined if the branch is unknown. */
  readonly branchKey: (branch: Branch) => string | undefined;
  readonly made: (branch: Branch) => MadeFiles;
  /** @param key empty: it is opened in the next run too */
  readonly remember: (branch: Branch, key: string, made: MadeFiles) => void;
  /** Saves the record of all branches, or only of these: the others are forgotten. */
  readonly save: (branches: "all" | readonly Branch[], slowDownloads: readonly SlowDownload[]) => void;
}

const RECORD_FILE = "build.json";

/**
 * @param isNew whether nothing is to be remembered
 */
export function openBuildMemory(
  cacheFolder: string,
  out: string,
  { programVersion, isNew }: { readonly programVersion: string; readonly isNew: boolean },
): BuildMemory {
  const realOut = realPath(out);
  const folder = join(cacheFolder, TARGETS_FOLDER);
  const recordFile = join(cacheFolder, RECORD_FILE);
  const branchesFile = join(folder, BRANCHES_FILE);
  const isRecord = isObjectOf<BuildRecord>({
    out: isExactly(realOut),
    programVersion: isExactly(programVersion),
    key: isString,
    day: isString,
    usersWithPendingOverlap: isListOf(isString),
    live: isAsWritten(),
  });
  let branches: BranchesFile | undefined;
  const stored = (): BranchesFile => (branches ??= isNew ? noBranches() : readBranches(branchesFile, realOut));
  const keys = (): Map<string, string> => stored().keys;
  const shards = new Map<string, Shard>();
  const changedShards = new Set<string>();
  let areKeysChanged = isNew;
  const toShard = (branch: Branch): Shard =>
    getOrInsert(shards, toShardName(branch), () =>
      isNew ? {} : readBranchShard(join(folder, toShardFile(branch)), realOut),
    );
  const drop = (branch: string): void => {
    keys().delete(branch);
    areKeysChanged = true;
  };
  return {
    record: isNew ? null : readCache(recordFile, isRecord),
    writeRecord: (record) => {
      writeCacheFile(recordFile, { out: realOut, programVersion, ...record } satisfies BuildRecord);
    },
    removeRecord: () => {
      removeCacheFile(recordFile);
    },
    get slowDownloads() {
      return stored().slow;
    },
    branchKey: (branch) => keys().get(branchToText(branch)),
    made: (branch) => new Map(Object.entries(toShard(branch)[branchToText(branch)] ?? {})),
    remember: (branch, key, made) => {
      const text = branchToText(branch);
      const shard = toShard(branch);
      const before = shard[text];
      const after = Object.fromEntries(made);
      if (before === undefined || JSON.stringify(before) !== JSON.stringify(after)) {
        shard[text] = after;
        changedShards.add(toShardName(branch));
      }
      if (keys().get(text) !== key) {
        keys().set(text, key);
        areKeysChanged = true;
      }
    },
    save: (kept, slow) => {
      if (kept !== "all") {
        const known = new Map(kept.map((branch) => [branchToText(branch), branch]));
        for (const text of [...keys().keys()]) {
          if (known.has(text)) continue;
          drop(text);
          const branch = textToBranch(text);
          if (branch === null) continue;
          const { [text]: dropped, ...rest } = toShard(branch);
          shards.set(toShardName(branch), rest);
          changedShards.add(toShardName(branch));
        }
      }
      for (const name of changedShards) {
        const path = join(folder, `${name}.json`);
        const shard = shards.get(name) ?? {};
        if (Object.keys(shard).length === 0) removeCacheFile(path);
        else writeCacheFile(path, { out: realOut, branches: shard });
      }
      if (areKeysChanged || JSON.stringify(stored().slow) !== JSON.stringify(slow)) {
        writeCacheFile(branchesFile, { out: realOut, keys: [...keys()], slow });
      }
      changedShards.clear();
      areKeysChanged = false;
    },
  };
}
