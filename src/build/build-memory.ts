import { join } from "node:path";
import { readCacheFile, removeAllExcept, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import { isObject } from "../io/files/is-object.js";
import { realPath } from "../io/files/real-path.js";
import type { MadeFile, MadeFiles } from "../io/publish/make-files.js";
import { downloadStem } from "../site/downloads/download-stem.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import { getOrInsert } from "../rollup/get-or-insert.js";
import { fingerprint } from "./fingerprint.js";
import type { LivePart } from "./live-part.js";

/*
 * What is remembered of the last build, in the history's cache. Files are grouped in branches (a month, a user, the rest
 * of the site), and branches in shards, so that a run reads only the shards of the branches that it opens.
 */

/** What a finished build leaves. */
export interface BuildRecord {
  /** The `out/` that it tells of: the same history may be published into another one. */
  readonly out: string;
  /** Changes with everything that the site shows, but for what the live pages show of each run. */
  readonly key: string;
  /** The day of the site's zone on which it was made. */
  readonly day: string;
  readonly usersWithPendingOverlap: readonly string[];
  readonly live: LivePart;
}

/** A group of files that are made of the same part of the history. */
export interface Branch {
  readonly kind: "month" | "user" | "site" | "live" | "assets";
  /** The month, or the user's slug. */
  readonly name: string;
}

export interface BuildMemory {
  /** Null if nothing is known of a finished build. */
  readonly record: BuildRecord | null;
  /** As the last build left them, also if it did not finish. */
  readonly slowDownloads: readonly SlowDownload[];
  readonly writeRecord: (record: Omit<BuildRecord, "out">) => void;
  /** Until the next one is written, no run takes the site for finished. */
  readonly removeRecord: () => void;
  /** The key of a branch all of whose files were made; another one's is empty, if it is known. */
  readonly branchKey: (branch: Branch) => string | undefined;
  readonly made: (branch: Branch) => MadeFiles;
  /** @param key empty: it is opened in the next run too */
  readonly remember: (branch: Branch, key: string, made: MadeFiles) => void;
  /** Writes down what was remembered, of all branches or of these alone: of others nothing is known then. */
  readonly save: (branches: "all" | readonly Branch[], slowDownloads: readonly SlowDownload[]) => void;
}

const RECORD_FILE = "build.json";
export const TARGETS_FOLDER = "targets";
const BRANCHES_FILE = "branches.json";
const USER_SHARDS = 64;

type Shard = Record<string, Record<string, MadeFile>>;

/**
 * @param isNew whether nothing is to be remembered
 */
export function openBuildMemory(cacheFolder: string, out: string, { isNew }: { readonly isNew: boolean }): BuildMemory {
  const realOut = realPath(out);
  const folder = join(cacheFolder, TARGETS_FOLDER);
  const recordFile = join(cacheFolder, RECORD_FILE);
  const branchesFile = join(folder, BRANCHES_FILE);
  let branches: BranchesFile | undefined;
  const stored = (): BranchesFile =>
    (branches ??= (isNew ? null : readBranches(branchesFile, realOut)) ?? NO_BRANCHES());
  const keys = (): Map<string, string> => stored().keys;
  const shards = new Map<string, Shard>();
  const changedShards = new Set<string>();
  let areKeysChanged = isNew;
  const toShard = (branch: Branch): Shard =>
    getOrInsert(shards, toShardName(branch), () => (isNew ? {} : readShard(join(folder, toFileName(branch)), realOut)));
  const drop = (branch: string): void => {
    keys().delete(branch);
    areKeysChanged = true;
  };
  return {
    record: isNew ? null : readRecord(recordFile, realOut),
    writeRecord: (record) => {
      writeCacheFile(recordFile, { out: realOut, ...record } satisfies BuildRecord);
    },
    removeRecord: () => {
      removeCacheFile(recordFile);
    },
    get slowDownloads() {
      return stored().slow;
    },
    branchKey: (branch) => keys().get(toText(branch)),
    made: (branch) => new Map(Object.entries(toShard(branch)[toText(branch)] ?? {})),
    remember: (branch, key, made) => {
      const text = toText(branch);
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
        const known = new Map(kept.map((branch) => [toText(branch), branch]));
        for (const text of [...keys().keys()]) {
          if (known.has(text)) continue;
          drop(text);
          const branch = fromText(text);
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

/** Where a user's files are remembered. */
export function toShardName({ kind, name }: Branch): string {
  if (kind === "month") return name;
  if (kind !== "user") return kind;
  return `users-${Number.parseInt(fingerprintNumber(name), 16) % USER_SHARDS}`;
}

function fingerprintNumber(name: string): string {
  return Buffer.from(fingerprint(name), "base64url").toString("hex").slice(0, 8);
}

function toText({ kind, name }: Branch): string {
  return `${kind} ${name}`;
}

function fromText(text: string): Branch | null {
  const [kind = "", name = ""] = text.split(" ");
  return isBranchKind(kind) ? { kind, name } : null;
}

const BRANCH_KINDS = ["month", "user", "site", "live", "assets"] as const;

function isBranchKind(kind: string): kind is Branch["kind"] {
  return (BRANCH_KINDS as readonly string[]).includes(kind);
}

function readRecord(path: string, out: string): BuildRecord | null {
  const record = readCacheFile(path);
  return isObject(record) && record["out"] === out && isObject(record["live"])
    ? (record as unknown as BuildRecord)
    : null;
}

interface BranchesFile {
  readonly keys: Map<string, string>;
  readonly slow: readonly SlowDownload[];
}

const NO_BRANCHES = (): BranchesFile => ({ keys: new Map(), slow: [] });

function readBranches(path: string, out: string): BranchesFile | null {
  const value = readCacheFile(path);
  if (!isObject(value) || value["out"] !== out || !Array.isArray(value["keys"]) || !Array.isArray(value["slow"])) {
    return null;
  }
  return { keys: new Map(value["keys"] as [string, string][]), slow: value["slow"] as readonly SlowDownload[] };
}

function readShard(path: string, out: string): Shard {
  const value = readCacheFile(path);
  return isObject(value) && value["out"] === out && isObject(value["branches"]) ? (value["branches"] as Shard) : {};
}

/** Forgets the files of some users, and of those whose slugs begin like theirs: a file too many is made again. */
export function forgetUsers(cacheFolder: string, slugs: Iterable<string>): void {
  const folder = join(cacheFolder, TARGETS_FOLDER);
  const file = join(folder, BRANCHES_FILE);
  const value = readCacheFile(file);
  const out = isObject(value) && typeof value["out"] === "string" ? value["out"] : null;
  if (out === null) {
    removeCacheFile(folder);
    return;
  }
  const { keys, slow } = readBranches(file, out) ?? NO_BRANCHES();
  const beginnings = [...slugs];
  const isForgotten = (text: string): boolean => {
    const branch = fromText(text);
    return branch?.kind === "user" && beginnings.some((slug) => branch.name.startsWith(slug));
  };
  const branches = [...keys.keys()].flatMap((text) => fromText(text) ?? []);
  removeAllExcept(folder, [BRANCHES_FILE, ...branches.map(toFileName)]);
  // A run that was killed may have written a user's files down, and not come to the user's key.
  const own = beginnings.map((name): Branch => ({ kind: "user", name }));
  const affected = [...branches.filter((branch) => isForgotten(toText(branch))), ...own];
  for (const path of new Set(affected.map((branch) => join(folder, toFileName(branch))))) {
    const shard = Object.entries(readShard(path, out));
    const kept = shard.filter(([text]) => !isForgotten(text));
    if (kept.length < shard.length) writeCacheFile(path, { out, branches: Object.fromEntries(kept) });
  }
  const keptKeys = [...keys].filter(([text]) => !isForgotten(text));
  const keptSlow = slow.filter(
    ({ stem }) => !beginnings.some((slug) => stem.startsWith(downloadStem({ kind: "user", slug, status: "all" }))),
  );
  if (keptKeys.length < keys.size || keptSlow.length < slow.length) {
    writeCacheFile(file, { out, keys: keptKeys, slow: keptSlow });
  }
}

function toFileName(branch: Branch): string {
  return `${toShardName(branch)}.json`;
}
