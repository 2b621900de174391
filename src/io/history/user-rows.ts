import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENDED_SESSION_CSV } from "../../history/session-csv.js";
import type { Session } from "../../history/session.js";
import type { Usage } from "../../history/usage.js";
import { slugOf } from "../../rollup/slug.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";
import { cacheChecksum, CACHE_FILE_MAX_BYTES, makeCacheFolder, removeCacheFile } from "../cache/cache-file.js";
import { errorCode, onFile, lstatIfExists } from "../files/file-problem.js";
import { readRegularFile } from "../files/regular-file.js";

/** Ended sessions and all their usage rows. */
export interface UserRows {
  readonly sessions: readonly Session[];
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
}

/** How each user's file ends, by slug: so it can be told whether it is whole, and of this history. */
export type UserRowsEnds = Readonly<Record<string, UserRowsEnd>>;

interface UserRowsEnd {
  readonly sizeBytes: number;
  /** Of all of it. */
  readonly checksum: string;
}

/**
 * Resets `cache/users/`: a second copy of the ended sessions, one file for each user, so that one user's sessions can be
 * read without those of all others. Each piece that was added is followed by a checksum of it and all before it.
 */
export function clearUserRows(cacheFolder: string): UserRowsEnds {
  const folder = join(cacheFolder, "users");
  makeCacheFolder(cacheFolder);
  removeCacheFile(folder);
  makeCacheFolder(folder);
  return {};
}

/**
 * Adds sessions that have ended, by slug, to files that are whole.
 *
 * @returns null if the files are not there to be added to: someone has changed the cache
 */
export function appendUserRows(
  cacheFolder: string,
  before: UserRowsEnds,
  sessions: ReadonlyMap<string, readonly Session[]>,
  usage: UserRows["usage"],
): UserRowsEnds | null {
  const ends = { ...before };
  for (const [slug, own] of sessions) {
    const end = endOf(before, slug);
    const rows = textOf(own, usage);
    const checksum = cacheChecksum(end.checksum, rows);
    const text = `${rows}"${checksum}",\n`;
    if (!append(fileOf(cacheFolder, slug), text, end.sizeBytes)) return null;
    ends[slug] = { sizeBytes: end.sizeBytes + Buffer.byteLength(text), checksum };
  }
  return ends;
}

/** @returns false if the file is not what it was */
function append(path: string, text: string, sizeBytes: number): boolean {
  const found = lstatIfExists(path);
  if (sizeBytes === 0 ? found !== undefined : found?.isFile() !== true || found.size !== sizeBytes) return false;
  const make = sizeBytes === 0 ? constants.O_CREAT | constants.O_EXCL : 0;
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK | make;
  return onFile("append to", path, () => {
    let file: number;
    try {
      file = openSync(path, flags, HISTORY_FILE_MODE);
    } catch (error) {
      if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return false;
      throw error;
    }
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    return true;
  });
}

/**
 * One user's rows; users whose names have the same slug share a file.
 *
 * @returns null if the file is not what it was, so that the history itself has to be read
 */
export function readUserRows(cacheFolder: string, known: UserRowsEnds, user: string): UserRows | null {
  const slug = slugOf(user);
  const { sizeBytes, checksum } = endOf(known, slug);
  if (sizeBytes === 0) return { sessions: [], usage: new Map() };
  try {
    const file = fileOf(cacheFolder, slug);
    const bytes = readRegularFile(file, { maxBytes: CACHE_FILE_MAX_BYTES, links: "refused" });
    if (bytes.length !== sizeBytes) return null;
    const text = bytes.toString("utf8");
    return checksumOf(text, slug) === checksum ? rowsOf(text, user) : null;
  } catch {
    // Whoever deletes or damages a file of the cache pays with a slower run.
    return null;
  }
}

/** A user may be called `constructor`. */
function endOf(known: UserRowsEnds, slug: string): UserRowsEnd {
  const end = Object.hasOwn(known, slug) ? known[slug] : undefined;
  return end ?? { sizeBytes: 0, checksum: `users/${slug}` };
}

/** The last checksum of a file if all of them are right; else null. What stands after it shows in the file's size. */
function checksumOf(text: string, slug: string): string | null {
  let checksum = endOf({}, slug).checksum;
  let start = 0;
  for (const { 0: line, 1: found = "", index } of text.matchAll(/^"([\w-]+)",\n/gm)) {
    checksum = cacheChecksum(checksum, text.slice(start, index));
    if (found !== checksum) return null;
    start = index + line.length;
  }
  return checksum;
}

/** A line for each session: its fields as in a day file, and its usage. */
type Line = readonly [fields: readonly string[], usage: readonly Usage[]];

function textOf(sessions: readonly Session[], usage: UserRows["usage"]): string {
  const lines = sessions.map((session): Line => [ENDED_SESSION_CSV.toFields(session), usage.get(session.id) ?? []]);
  return lines.map((line) => `${JSON.stringify(line)},\n`).join("");
}

function rowsOf(text: string, user: string): UserRows | null {
  const sessions: Session[] = [];
  const usageById = new Map<string, readonly Usage[]>();
  for (const line of JSON.parse(`[${text.slice(0, -2)}]`) as readonly (Line | string)[]) {
    // A checksum.
    if (typeof line === "string") continue;
    const [fields, usage] = line;
    const session = ENDED_SESSION_CSV.toRow(fields);
    if (typeof session === "string") return null;
    if (session.user !== user) continue;
    sessions.push(session);
    if (usage.length > 0) usageById.set(session.id, usage);
  }
  return { sessions, usage: usageById };
}

function fileOf(cacheFolder: string, slug: string): string {
  return join(cacheFolder, "users", `${slug}.json`);
}
