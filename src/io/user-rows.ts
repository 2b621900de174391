import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ENDED_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { slugOf } from "../site/slug.js";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import { onFile } from "./file-problem.js";

/** Ended sessions and all their usage rows. */
export interface UserRows {
  readonly sessions: readonly Session[];
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
}

/** How long each user's file is, by slug. Whoever knows it knows that the file is whole and of this history. */
export type UserRowsBytes = Readonly<Record<string, number>>;

/**
 * Begins what `cache/` holds of users anew: the history's ended sessions once more, in a file for each user, so that all of
 * one can be had without reading those of all others.
 */
export function clearUserRows(cacheFolder: string): UserRowsBytes {
  const folder = join(cacheFolder, "users");
  return onFile("write", folder, () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: HISTORY_FOLDER_MODE });
    return {};
  });
}

/** Adds sessions that have ended, by slug, to files that are whole. */
export function appendUserRows(
  cacheFolder: string,
  before: UserRowsBytes,
  sessions: ReadonlyMap<string, readonly Session[]>,
  usage: UserRows["usage"],
): UserRowsBytes {
  const bytes = { ...before };
  for (const [slug, own] of sessions) {
    const [file, text] = [fileOf(cacheFolder, slug), textOf(own, usage)];
    onFile("append to", file, () => {
      appendFileSync(file, text, { mode: HISTORY_FILE_MODE });
    });
    bytes[slug] = bytesOf(bytes, slug) + Buffer.byteLength(text);
  }
  return bytes;
}

/**
 * One user's rows; users whose names have the same slug share a file.
 *
 * @returns null if the file is not what it was, so that the history itself has to be read
 */
export function readUserRows(cacheFolder: string, known: UserRowsBytes, user: string): UserRows | null {
  const slug = slugOf(user);
  const bytes = bytesOf(known, slug);
  if (bytes === 0) return { sessions: [], usage: new Map() };
  try {
    const file = readFileSync(fileOf(cacheFolder, slug));
    return file.length === bytes ? rowsOf(file.toString("utf8"), user) : null;
  } catch {
    // Whoever deletes or damages a file of the cache pays with a slower run.
    return null;
  }
}

/** A user may be called `constructor`. */
function bytesOf(known: UserRowsBytes, slug: string): number {
  return Object.hasOwn(known, slug) ? (known[slug] ?? 0) : 0;
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
  for (const [fields, usage] of JSON.parse(`[${text.slice(0, -2)}]`) as readonly Line[]) {
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
