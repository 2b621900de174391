import { createHash } from "node:crypto";
import { join } from "node:path";
import type { LiveHistory } from "../history/history-change.js";
import { toLocalDay } from "../history/local-day.js";
import type { Sample } from "../history/sample.js";
import { readCacheFile, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import type { Config } from "../io/config/config.js";
import { historyFingerprint } from "../io/history/history-fingerprint.js";
import { isObject } from "../io/files/is-object.js";
import type { Aliases } from "../io/config/read-aliases.js";
import { realPath } from "../io/files/real-path.js";
import type { UserRowsEnds } from "../io/history/user-rows.js";
import { confirmedServers } from "../site/confirmed-servers.js";
import type { Settled } from "../site/settled.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SlowDownload } from "../site/downloads/slow-downloads.js";
import type { Zone } from "../status/zone.js";
import type { PackageFiles } from "./plan-outputs.js";

/** What a run left for the next one, which makes only what changes if nothing that stands in the key has changed. */
export interface SiteRecord {
  readonly key: string;
  /** The servers of which it was known who is connected. */
  readonly confirmedServers: readonly string[];
  /** When the first session is no longer kept; null if all are. */
  readonly expirySeconds: number | null;
  readonly settled: Settled;
  readonly slowDownloads: readonly SlowDownload[];
  readonly userRowsEnds: UserRowsEnds;
}

/** All that the site is a function of, beside time and what a run itself changes. */
export interface SiteState {
  readonly config: Config;
  readonly zone: Zone;
  readonly nowSeconds: number;
  /** As the run before left it, or as this one does. */
  readonly live: LiveHistory;
  /** Recent ones in time order, as `live` is before or after the run. */
  readonly samples: readonly Sample[];
  /** Of the sources, in their order. */
  readonly servers: readonly string[];
  readonly aliases: Aliases;
  readonly files: PackageFiles;
  readonly programVersion: string;
}

/** The same for two states if a run that finds the one may go on from what a run left of the other. */
export function siteKey(state: SiteState): string {
  const { config, zone, live } = state;
  const assets = [...state.files.assets].map(([name, bytes]) => [
    name,
    createHash("sha256").update(bytes).digest("hex"),
  ]);
  const hash = createHash("sha256");
  for (const part of [
    state.programVersion,
    assets,
    // What the config says, whatever it is: a key that changes nothing costs one full run.
    config,
    realPath(config.out),
    [...state.aliases.aliases],
    state.aliases.problem,
    toLocalDay(zone, state.nowSeconds),
    state.servers,
    live.sources.map(({ server, snapshotSeconds }) => [
      server,
      snapshotSeconds === null ? null : toLocalDay(zone, snapshotSeconds),
    ]),
    live.open.map(({ id }) => id),
    historyFingerprint(config.history),
  ]) {
    hash.update(`${JSON.stringify(part)}\n`);
  }
  return hash.digest("base64url");
}

export function readSiteRecord(history: string): SiteRecord | null {
  const record = readCacheFile(recordPath(history));
  return isSiteRecord(record) ? record : null;
}

/** For the beginning of a run that changes what the record tells of, and may be killed on its way. */
export function forgetSiteRecord(history: string): void {
  removeCacheFile(recordPath(history));
}

/** @param key of the state, taken before the site was made of it: who edits the history meanwhile is noticed */
export function writeSiteRecord(
  key: string,
  state: SiteState,
  { outline }: SiteIndex,
  left: Pick<SiteRecord, "settled" | "slowDownloads" | "userRowsEnds">,
): void {
  const { history, keepSeconds, staleAfterSeconds } = state.config;
  const firstEnd = outline.users.reduce((first, user) => Math.min(first, user.firstEndSeconds ?? Infinity), Infinity);
  const record: SiteRecord = {
    key,
    confirmedServers: [...confirmedServers({ ...state, sources: state.live.sources, staleAfterSeconds })],
    expirySeconds: keepSeconds === null || firstEnd === Infinity ? null : firstEnd + keepSeconds,
    ...left,
  };
  writeCacheFile(recordPath(history), record);
}

function recordPath(history: string): string {
  return join(history, "cache", "site.json");
}

function isSiteRecord(value: unknown): value is SiteRecord {
  if (!isObject(value) || typeof value["key"] !== "string") return false;
  const { expirySeconds, settled, slowDownloads, userRowsEnds, confirmedServers: confirmed } = value;
  if (expirySeconds !== null && typeof expirySeconds !== "number") return false;
  if (!isObject(settled) || !isObject(settled["outline"]) || !isObject(userRowsEnds)) return false;
  const { outline, sessions, usage } = settled;
  const lists = [outline["dayNames"], outline["months"], outline["users"], sessions, usage, slowDownloads, confirmed];
  return lists.every(Array.isArray);
}
