import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getOrInsert } from "../../history/get-or-insert.js";
import { lstatIfExists, onFile } from "../files/file-problem.js";
import { readRegularFile } from "../files/regular-file.js";
import { CACHE_FILE_MAX_BYTES, makeCacheFolder, removeCacheFile } from "../cache/cache-file.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";

/*
 * `cache/users/`: a second copy of the ended sessions, one file for each slug, so that one user's sessions are read
 * without those of all others. Each line holds one user's sessions of one day, and replaces an earlier line of the same
 * user and day. Who reads a file checks what it says by the digest of the user's rows, so a file carries none itself.
 */

/** One user's rows by the day on which their sessions began. */
export type UserDays = ReadonlyMap<string, readonly unknown[]>;

/** What one file holds. */
export interface UserRowsFile {
  readonly users: ReadonlyMap<string, UserDays>;
  /** Whether more lines are obsolete than are in use. */
  readonly isMostlyStale: boolean;
}

export interface UserRowsLine {
  readonly user: string;
  readonly day: string;
  /** JSON of each row; empty: the user has no session of the day any more. */
  readonly texts: readonly string[];
}

/** How many more obsolete lines than lines in use are tolerated. */
const MOST_STALE_LINES = 100;

/** @returns null if there is no such file, or the path is something else; a damaged line is left out */
export function readUserRows(cacheFolder: string, slug: string): UserRowsFile | null {
  let text: string;
  try {
    text = readRegularFile(toPath(cacheFolder, slug), { maxBytes: CACHE_FILE_MAX_BYTES, links: "refused" }).toString();
  } catch {
    // Deleting or damaging a file of the cache only makes a run slower.
    return null;
  }
  const users = new Map<string, Map<string, readonly unknown[]>>();
  let lineCount = 0;
  for (const line of text.split("\n")) {
    const parsed = parseLine(line);
    if (parsed === null) continue;
    lineCount += 1;
    const days = getOrInsert(users, parsed.user, () => new Map<string, readonly unknown[]>());
    if (parsed.rows.length === 0) days.delete(parsed.day);
    else days.set(parsed.day, parsed.rows);
  }
  const kept = [...users.values()].reduce((sum, days) => sum + days.size, 0);
  return { users, isMostlyStale: lineCount > 2 * kept + MOST_STALE_LINES };
}

/** Appends lines to a file, which is created if it does not exist. Anything else in its place is removed. */
export function appendUserRows(cacheFolder: string, slug: string, lines: readonly UserRowsLine[]): void {
  const path = toPath(cacheFolder, slug);
  makeCacheFolder(join(cacheFolder, "users"));
  if (lstatIfExists(path)?.isFile() === false) removeCacheFile(path);
  // A killed run may have left a line without its end.
  const text = ["", ...lines.map(toLine), ""].join("\n");
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  onFile("append to", path, () => {
    const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, HISTORY_FILE_MODE);
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  });
}

/** Rewrites a file without the rows that a predicate selects. */
export function removeFromUserRows(cacheFolder: string, slug: string, isRemoved: (row: unknown) => boolean): void {
  const file = readUserRows(cacheFolder, slug);
  removeUserRows(cacheFolder, [slug]);
  if (file === null) return;
  const lines = [...file.users].flatMap(([user, days]) =>
    [...days].flatMap(([day, rows]): readonly UserRowsLine[] => {
      const texts = rows.filter((row) => !isRemoved(row)).map((row) => JSON.stringify(row));
      return texts.length === 0 ? [] : [{ user, day, texts }];
    }),
  );
  if (lines.length > 0) appendUserRows(cacheFolder, slug, lines);
}

/** Removes the files of some slugs, or of all. */
export function removeUserRows(cacheFolder: string, slugs: Iterable<string> | "all"): void {
  if (slugs === "all") removeCacheFile(join(cacheFolder, "users"));
  else for (const slug of slugs) removeCacheFile(toPath(cacheFolder, slug));
}

function toLine({ user, day, texts }: UserRowsLine): string {
  return `[${JSON.stringify(user)},${JSON.stringify(day)},[${texts.join(",")}]]`;
}

interface ParsedLine {
  readonly user: string;
  readonly day: string;
  readonly rows: readonly unknown[];
}

function parseLine(line: string): ParsedLine | null {
  if (line === "") return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed)) return null;
  const [user, day, rows] = parsed as readonly unknown[];
  return typeof user === "string" && typeof day === "string" && Array.isArray(rows) ? { user, day, rows } : null;
}

function toPath(cacheFolder: string, slug: string): string {
  return join(cacheFolder, "users", `${slug}.json`);
}
