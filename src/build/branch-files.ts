import { join } from "node:path";
import { readCache, removeAllExcept, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import {
  isBoolean,
  isListOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isRecordOf,
  isString,
  isExactly,
  isTupleOf,
} from "../io/cache/shape.js";
import type { MadeFile } from "../io/publish/make-files.js";
import { downloadStem } from "../site/downloads/download-stem.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import { fingerprint } from "../site/fingerprint.js";

/*
 * The record of the site's files, in the history's cache. Files are grouped in branches (a month, a user, the rest of
 * the site), and branches in shards, so that a run reads only the shards of the branches that it opens.
 */

const BRANCH_KINDS = ["month", "user", "site", "live", "assets"] as const;

/** A group of files that depend on the same part of the history. */
export interface Branch {
  readonly kind: (typeof BRANCH_KINDS)[number];
  /** The month, or the user's slug. */
  readonly name: string;
}

export const TARGETS_FOLDER = "targets";
export const BRANCHES_FILE = "branches.json";
const USER_SHARDS = 64;

/** By branch, then by path in `out/`. */
export type Shard = Record<string, Record<string, MadeFile>>;

/** The name of the shard with a branch's files. */
export function toShardName({ kind, name }: Branch): string {
  if (kind === "month") return name;
  if (kind !== "user") return kind;
  return `users-${Buffer.from(fingerprint(name), "base64url").readUInt32BE(0) % USER_SHARDS}`;
}

/** A branch as a key of the cache's files: `month 2026-11`. */
export function branchToText({ kind, name }: Branch): string {
  return `${kind} ${name}`;
}

/** The reverse of {@link branchToText}; null for any other text. */
export function textToBranch(text: string): Branch | null {
  const [kind = "", name = ""] = text.split(" ");
  return isBranchKind(kind) ? { kind, name } : null;
}

function isBranchKind(kind: string): kind is Branch["kind"] {
  return (BRANCH_KINDS as readonly string[]).includes(kind);
}

export interface BranchesFile {
  readonly keys: Map<string, string>;
  readonly slow: readonly SlowDownload[];
}

/** What is in the file. */
interface StoredBranches {
  readonly out: string;
  readonly keys: readonly (readonly [branch: string, key: string])[];
  readonly slow: readonly SlowDownload[];
}

const isStoredBranches = isObjectOf<StoredBranches>({
  out: isString,
  keys: isListOf(isTupleOf<readonly [string, string]>(isString, isString)),
  slow: isListOf(
    isObjectOf<SlowDownload>({
      stem: isString,
      builtSeconds: isNumber,
      sessionCount: isNumber,
      key: isString,
      isOutdated: isBoolean,
    }),
  ),
});

const isBranchFiles = isRecordOf(
  isRecordOf(
    isObjectOf<MadeFile>({
      key: isString,
      sizeBytes: isNumber,
      mtimeMs: isNumber,
      gzipSizeBytes: isNullOr(isNumber),
    }),
  ),
);

/** The file of a history that was never built. */
export function noBranches(): BranchesFile {
  return { keys: new Map(), slow: [] };
}

/** @returns none if nothing is known of this `out` */
export function readBranches(path: string, out: string): BranchesFile {
  const stored = readCache(path, isStoredBranches);
  return stored?.out === out ? { keys: new Map(stored.keys), slow: stored.slow } : noBranches();
}

/** @returns nothing if nothing is known of this `out` */
export function readBranchShard(path: string, out: string): Shard {
  return { ...readCache(path, isObjectOf({ out: isExactly(out), branches: isBranchFiles }))?.branches };
}

/** Forgets the files of some users, and of those whose slugs begin with theirs: then some files are built once more. */
export function forgetUsers(cacheFolder: string, slugs: Iterable<string>): void {
  const folder = join(cacheFolder, TARGETS_FOLDER);
  const file = join(folder, BRANCHES_FILE);
  const stored = readCache(file, isStoredBranches);
  if (stored === null) {
    removeCacheFile(folder);
    return;
  }
  const { out, keys, slow } = stored;
  const beginnings = [...slugs];
  const isForgotten = (text: string): boolean => {
    const branch = textToBranch(text);
    return branch?.kind === "user" && beginnings.some((slug) => branch.name.startsWith(slug));
  };
  const branches = keys.flatMap(([text]) => textToBranch(text) ?? []);
  removeAllExcept(folder, [BRANCHES_FILE, ...branches.map(toShardFile)]);
  // A run that was killed may have recorded a user's files, but not the user's key.
  const own = beginnings.map((name): Branch => ({ kind: "user", name }));
  const affected = [...branches.filter((branch) => isForgotten(branchToText(branch))), ...own];
  for (const path of new Set(affected.map((branch) => join(folder, toShardFile(branch))))) {
    const shard = Object.entries(readBranchShard(path, out));
    const kept = shard.filter(([text]) => !isForgotten(text));
    if (kept.length < shard.length) writeCacheFile(path, { out, branches: Object.fromEntries(kept) });
  }
  const keptKeys = keys.filter(([text]) => !isForgotten(text));
  const keptSlow = slow.filter(
    ({ stem }) => !beginnings.some((slug) => stem.startsWith(downloadStem({ kind: "user", slug, status: "all" }))),
  );
  if (keptKeys.length < keys.length || keptSlow.length < slow.length) {
    writeCacheFile(file, { out, keys: keptKeys, slow: keptSlow });
  }
}

/** The name of a shard's file in the cache. */
export function toShardFile(branch: Branch): string {
  return `${toShardName(branch)}.json`;
}

/** Forgets as of when slow downloads are, so that the next build makes all of them that are out of date. */
export function forgetSlowDownloads(cacheFolder: string): void {
  const file = join(cacheFolder, TARGETS_FOLDER, BRANCHES_FILE);
  const stored = readCache(file, isStoredBranches);
  if (stored !== null) writeCacheFile(file, { ...stored, slow: [] });
}
