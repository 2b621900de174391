import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getOrInsert } from "../../history/get-or-insert.js";
import { lstatIfExists, onFile } from "../files/file-problem.js";
import { readRegularFile, MAX_TEXT_BYTES } from "../files/regular-file.js";
import { makeCacheFolder, removeCacheFile } from "../cache/cache-file.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";

/*
 * `cache/users/`: a second copy of the ended sessions, one file for each slug, so that one user's sessions are read
 * without those of all others. Each line holds one user's sessions of one day, and replaces an earlier line of the
 * same user and day. Readers compare the rows with the digest in the user's rollup, so a file has no checksum itself.
 * Of most lines, only the user and the day are parsed.
 */

/** One user's rows by the day on which their sessions began: JSON of an array, or of what someone wrote in its place. */
export type UserDays = ReadonlyMap<string, string>;

/** What one file holds. */
interface UserRowsFile {
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

/** Between two rows of a day. `JSON.stringify` writes no tab, so rows can be told apart without parsing them. */
const ROW_SEPARATOR = ",\t";
/** How many more obsolete lines than lines in use are tolerated. */
const MAX_STALE_LINES = 100;
const LINE = /^\[("(?:[^"\\]|\\.)*"),"([^"\\]+)",(\[.*\])\]$/s;
const NO_ROWS = toUserRowsText([]);

/** @returns null if there is no such file, or the path is something else; invalid lines are left out */
export function readUserRows(cacheFolder: string, slug: string): UserRowsFile | null {
  let text: string;
  try {
    text = readRegularFile(toPath(cacheFolder, slug), { maxBytes: MAX_TEXT_BYTES, links: "refused" }).toString();
  } catch {
    // Deleting or damaging a file of the cache only makes a run slower.
    return null;
  }
  const users = new Map<string, Map<string, string>>();
  let lineCount = 0;
  for (const line of text.split("\n")) {
    const [, name = "", day = "", rows = ""] = LINE.exec(line) ?? [];
    const user = parse(name);
    if (typeof user !== "string") continue;
    lineCount += 1;
    const days = getOrInsert(users, user, () => new Map<string, string>());
    if (rows === NO_ROWS) days.delete(day);
    else days.set(day, rows);
  }
  const kept = [...users.values()].reduce((sum, days) => sum + days.size, 0);
  return { users, isMostlyStale: lineCount > 2 * kept + MAX_STALE_LINES };
}

/** The text of each row in the text of one user's day, as it was given; any texts if it is damaged. */
export function splitUserRows(text: string): readonly string[] {
  return text.slice("[".length, -"]".length).split(ROW_SEPARATOR);
}

/** The rows in the text of one user's day; none if it is damaged. */
export function parseUserRows(text: string): readonly unknown[] {
  const rows = parse(text);
  return Array.isArray(rows) ? rows : [];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** The text of one user's day, as it is in a file. */
export function toUserRowsText(texts: readonly string[]): string {
  return `[${texts.join(ROW_SEPARATOR)}]`;
}

/** Appends lines to a file, which is created if it does not exist. Anything else in its place is removed. */
export function appendUserRows(cacheFolder: string, slug: string, lines: readonly UserRowsLine[]): void {
  const path = toPath(cacheFolder, slug);
  makeCacheFolder(join(cacheFolder, "users"));
  if (lstatIfExists(path)?.isFile() === false) removeCacheFile(path);
  // A killed run may have left a line without its end.
  const text = ["", ...lines.map(toLine), ""].join("\n");
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  onFile("append", path, () => {
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
    [...days].flatMap(([day, text]): readonly UserRowsLine[] => {
      const rows = parseUserRows(text);
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
  return `[${JSON.stringify(user)},${JSON.stringify(day)},${toUserRowsText(texts)}]`;
}

function toPath(cacheFolder: string, slug: string): string {
  return join(cacheFolder, "users", `${slug}.json`);
}
