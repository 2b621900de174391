import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "../history/apply-file-changes.js";
import { temporaryBeside, writeNewFile } from "../files/durable-file.js";
import { errorCode, onFile, lstatIfExists } from "../files/file-problem.js";
import { listFolder } from "../files/existing.js";
import { FileFlawError, readRegularFile, MAX_TEXT_BYTES } from "../files/regular-file.js";
import { ProblemError } from "../../text/problem.js";
import type { Check } from "./shape.js";

/*
 * Files in the history's `cache/`. They can be deleted at any time. Each ends with its checksum.
 */

/** Increase it when the shape of a cached value changes: files of other versions are then ignored. */
const CACHE_FORMAT = 5;

/** The length of the checksum in base64url, without padding. */
const CHECKSUM_LENGTH = 43;

/**
 * The checksum at the end of a cache file. It detects a file that is damaged, that another version wrote, or that has
 * another file's name. It is no secret: anyone who can write to the cache can compute it, and permissions keep others
 * out.
 *
 * @param name of the file in the cache, or the checksum of the text before
 */
function cacheChecksum(name: string, text: string): string {
  return createHash("sha256")
    .update(`openvpn-status-site cache ${CACHE_FORMAT} ${name}\n`)
    .update(text)
    .digest("base64url");
}

/**
 * @param check of the shape of what a file of this name has
 * @returns null if it does not exist, or is not as this program wrote it: to delete or damage it costs only time
 */
export function readCache<Value>(path: string, check: Check<Value>): Value | null {
  const value = readJson(path);
  return check(value) ? value : null;
}

function readJson(path: string): unknown {
  try {
    const text = readRegularFile(path, { maxBytes: MAX_TEXT_BYTES, links: "refused" }).toString("utf8");
    const end = text.length - CHECKSUM_LENGTH - 1;
    const json = text.slice(0, Math.max(0, end));
    return text.slice(end) === `${cacheChecksum(basename(path), json)}\n` ? JSON.parse(json) : null;
  } catch (error) {
    // A missing file, one of another kind, and a checksum that fits broken JSON.
    if (errorCode(error) === null && !(error instanceof FileFlawError) && !(error instanceof SyntaxError)) throw error;
    return null;
  }
}

/**
 * Replaces a whole file of the cache, so that a killed run leaves either the old or the new one. It is not fsynced: a
 * file that a power cut damages is ignored. Anything else at its path is removed; links are not followed.
 */
export function writeCacheFile(path: string, value: unknown): void {
  const json = `${JSON.stringify(value)}\n`;
  const temporary = temporaryBeside(path);
  makeCacheFolder(dirname(path));
  removeCacheFile(temporary);
  writeNewFile(temporary, `${json}${cacheChecksum(basename(path), json)}\n`, HISTORY_FILE_MODE, { sync: false });
  if (lstatIfExists(path)?.isDirectory() === true) removeCacheFile(path);
  onFile("replace", path, () => {
    renameSync(temporary, path);
  });
}

/** The same, ignoring errors: a run that cannot write it has a problem that is reported elsewhere. */
export function writeCacheFileIfPossible(path: string, value: unknown): void {
  try {
    writeCacheFile(path, value);
  } catch (error) {
    // Nothing depends on it.
    if (!(error instanceof ProblemError) && errorCode(error) === null) throw error;
  }
}

/** Removes a file of the cache, if it exists, or a folder with its name. */
export function removeCacheFile(path: string): void {
  onFile("remove", path, () => {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch (error) {
      // The cache folder itself is a file.
      if (errorCode(error) !== "ENOTDIR") throw error;
    }
  });
}

/** Creates a folder of the cache. Anything else at its path is removed. */
export function makeCacheFolder(path: string): void {
  const found = lstatIfExists(path);
  if (found?.isDirectory() === true) return;
  if (found !== undefined) removeCacheFile(path);
  onFile("makeFolder", path, () => {
    mkdirSync(path, { recursive: true, mode: HISTORY_FOLDER_MODE });
  });
}

/** Removes everything in a folder of the cache but some files; so too what killed runs left there. */
export function removeAllExcept(folder: string, kept: readonly string[]): void {
  for (const name of onFile("list", folder, () => listFolder(folder))) {
    if (kept.includes(name)) continue;
    const path = join(folder, name);
    onFile("remove", path, () => {
      rmSync(path, { recursive: true, force: true });
    });
  }
}
