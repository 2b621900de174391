import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeCsv } from "../../history/csv-table.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import { SOURCE_CSV } from "../../history/source-csv.js";
import { usageCsv } from "../../history/usage-csv.js";
import { makePeopleHider, type HidingRules } from "../../site/further/hide-people.js";
import { isObject } from "../files/is-object.js";
import { makeFolder, removeFile, replaceFile } from "../files/durable-file.js";
import { errorCode, lstatIfExists, onFile, onReading } from "../files/file-problem.js";
import { replaceIfChanged } from "../files/replace-if-changed.js";
import { readCacheFile, writeCacheFile } from "../cache/cache-file.js";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import { readHistoryFile } from "./read-history-file.js";
import type { StoredHistory } from "./stored-history.js";

const SECRET_FILE = "secret";
const SECRET_BYTES = 32;
const STAMPS_FILE = "copied.json";

/** Where a further site's history is: it is derived, and may be deleted at any time. */
export function hiddenHistoryFolder(historyFolder: string, out: string): string {
  const name = createHash("sha256").update(out).digest("hex").slice(0, 16);
  return join(historyFolder, "cache", FURTHER_SITES_FOLDER, name, "history");
}

export const FURTHER_SITES_FOLDER = "sites";

export interface CopyOptions {
  readonly rules: HidingRules;
  /** User → alias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether what was copied before counts for nothing. */
  readonly isNew: boolean;
}

/**
 * Copies a history without what a site for others must not show. Whatever is made of the copy cannot show it either. Only files
 * that have changed are copied. For the holder of the lock.
 *
 * @throws ProblemError `bad-history`, `permission`, `cannot-write` or `io`
 */
export function copyWithoutPeople(
  history: StoredHistory,
  folder: string,
  { rules, aliases, isNew }: CopyOptions,
): void {
  const secret = readSecret(history.folder);
  const hider = makePeopleHider({ ...rules, secret, aliases });
  const stampsPath = join(dirname(folder), STAMPS_FILE);
  const key = createHash("sha256")
    .update(JSON.stringify([secret, rules.users, rules.addresses, [...aliases]]))
    .digest("base64url");
  const before = isNew ? {} : readStamps(stampsPath, key);
  const stamps: Record<string, string> = {};
  const copyDays = (kind: string, write: (day: string) => string | Buffer): void => {
    const source = join(history.folder, kind);
    for (const name of listCsv(source)) {
      const path = `${kind}/${name}`;
      const stamp = stampFile(join(source, name));
      if (before[path] !== stamp || lstatIfExists(join(folder, path)) === undefined) {
        makeFolder(dirname(join(folder, path)), HISTORY_FOLDER_MODE);
        replaceFile(join(folder, path), write(name.slice(0, -".csv".length)), HISTORY_FILE_MODE);
      }
      stamps[path] = stamp;
    }
    for (const name of listCsv(join(folder, kind))) {
      if (stamps[`${kind}/${name}`] === undefined) removeFile(join(folder, kind, name));
    }
  };
  makeFolder(folder, HISTORY_FOLDER_MODE);
  copyDays("sessions", (day) => writeCsv(ENDED_SESSION_CSV, history.rows.readSessions(day).map(hider.hideSession)));
  copyDays("usage", (day) => writeCsv(usageCsv(day), history.rows.readUsage(day).map(hider.hideUsage)));
  // They name nobody.
  for (const kind of ["samples", "samples/hours"]) {
    copyDays(kind, (name) => readHistoryFile(join(history.folder, kind, `${name}.csv`)));
  }
  replaceIfChanged(join(folder, "open.csv"), writeCsv(OPEN_SESSION_CSV, history.open.map(hider.hideSession)));
  replaceIfChanged(join(folder, "sources.csv"), writeCsv(SOURCE_CSV, history.sources.map(hider.hideSource)));
  if (JSON.stringify(stamps) !== JSON.stringify(before)) writeCacheFile(stampsPath, { key, stamps });
}

/** Made at random when it is first needed. */
function readSecret(historyFolder: string): string {
  const path = join(historyFolder, SECRET_FILE);
  if (lstatIfExists(path) === undefined) {
    replaceFile(path, `${randomBytes(SECRET_BYTES).toString("hex")}\n`, 0o600);
  }
  return onReading("read", path, () => readFileSync(path, "utf8")).trim();
}

function readStamps(path: string, key: string): Readonly<Record<string, string>> {
  const cached = readCacheFile(path);
  if (!isObject(cached) || cached["key"] !== key || !isObject(cached["stamps"])) return {};
  return cached["stamps"] as Readonly<Record<string, string>>;
}

function listCsv(folder: string): readonly string[] {
  return onFile("list", folder, () => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith(".csv"))
        .sort();
    } catch (error) {
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
  });
}

function stampFile(path: string): string {
  const found = lstatIfExists(path);
  return found === undefined ? "" : `${found.ino}/${found.mtimeMs}/${found.size}`;
}
