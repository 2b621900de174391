import { createHash } from "node:crypto";
import { join } from "node:path";
import type { LiveHistory } from "../history/history-change.js";
import { localDayOf } from "../history/local-day.js";
import { OPEN_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import { readCacheFile, removeCacheFile, writeCacheFile } from "../io/cache-file.js";
import type { Config } from "../io/config.js";
import { historyFingerprint } from "../io/history-fingerprint.js";
import { isObject } from "../io/is-object.js";
import type { Aliases } from "../io/read-aliases.js";
import { realPath } from "../io/real-path.js";
import { confirmedServers } from "../site/confirmed-servers.js";
import type { Settled } from "../site/settled-index.js";
import type { SiteIndex } from "../site/site-index.js";
import type { Zone } from "../status/zone.js";
import type { PackageFiles } from "./plan-outputs.js";

/** What a run left for the next one, which is quiet if nothing that stands in the key has changed. */
export interface QuietRecord {
  readonly key: string;
  /** When the first session is no longer kept; null if all are. */
  readonly expirySeconds: number | null;
  readonly settled: Settled;
}

/** All that the pages and downloads of a site are a function of, beside time and the figures that move each minute. */
export interface QuietState {
  readonly config: Config;
  readonly zone: Zone;
  readonly nowSeconds: number;
  /** After the run's change. */
  readonly live: LiveHistory;
  /** Of the sources, in their order. */
  readonly servers: readonly string[];
  readonly aliases: Aliases;
  readonly files: PackageFiles;
  readonly programVersion: string;
}

export function quietKey(state: QuietState): string {
  const { config, zone, live } = state;
  const assets = [...state.files.assets].map(([name, bytes]) => [
    name,
    createHash("sha256").update(bytes).digest("hex"),
  ]);
  const hash = createHash("sha256");
  for (const part of [
    state.programVersion,
    [...state.files.templates],
    assets,
    // What the config says, whatever it is: a key that changes nothing costs one full run.
    config,
    realPath(config.out),
    [...state.aliases.aliases],
    state.aliases.problem,
    localDayOf(zone, state.nowSeconds),
    state.servers,
    [...confirmedServers({ ...live, nowSeconds: state.nowSeconds, staleAfterSeconds: config.staleAfterSeconds })],
    live.sources.map(({ server, snapshotSeconds }) => [server, dayOrNull(zone, snapshotSeconds)]),
    live.open.map((session) => withoutFigures(session, zone)),
    historyFingerprint(config.history),
  ]) {
    hash.update(`${JSON.stringify(part)}\n`);
  }
  return hash.digest("base64url");
}

export function readQuietRecord(history: string): QuietRecord | null {
  const record = readCacheFile(recordPath(history));
  return isQuietRecord(record) ? record : null;
}

/** For the beginning of a run that may publish what the record does not tell of, and be killed on its way. */
export function forgetQuietRecord(history: string): void {
  removeCacheFile(recordPath(history));
}

/** Leaves a record for the next run, unless time alone will change a page. */
export function writeQuietRecord(state: QuietState, index: SiteIndex, settled: Settled): void {
  const { history, keepSeconds } = state.config;
  if ([...index.userOutlines.values()].some(({ isRestless }) => isRestless)) return;
  const ends = [...index.userOutlines.values()].flatMap(({ firstEndSeconds }) => firstEndSeconds ?? []);
  const firstEnd = ends.reduce((first, end) => Math.min(first, end), Infinity);
  const expirySeconds = keepSeconds === null || firstEnd === Infinity ? null : firstEnd + keepSeconds;
  writeCacheFile(recordPath(history), { key: quietKey(state), expirySeconds, settled } satisfies QuietRecord);
}

/** What pages other than the live ones show of a running session. */
function withoutFigures(session: Session, zone: Zone): unknown {
  const blank = (bytes: number | null): number | null => (bytes === null ? null : 0);
  const [bytesReceived, bytesSent] = [blank(session.bytesReceived), blank(session.bytesSent)];
  // As its row in open.csv, which is the same whether it was read from there or just made.
  const row = OPEN_SESSION_CSV.fieldsOf({ ...session, bytesReceived, bytesSent, lastSeenSeconds: 0 });
  return [row, localDayOf(zone, session.lastSeenSeconds)];
}

function dayOrNull(zone: Zone, epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : localDayOf(zone, epochSeconds);
}

function recordPath(history: string): string {
  return join(history, "cache", "quiet.json");
}

function isQuietRecord(value: unknown): value is QuietRecord {
  if (!isObject(value) || typeof value["key"] !== "string" || !isObject(value["settled"])) return false;
  const { expirySeconds, settled } = value;
  if (expirySeconds !== null && typeof expirySeconds !== "number") return false;
  const { outline, sessions, usage } = settled;
  return [sessions, usage].every(Array.isArray) && isObject(outline);
}
