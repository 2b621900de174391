import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { writeCsv } from "../../history/csv-table.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import { SOURCE_CSV } from "../../history/source-csv.js";
import { usageCsv } from "../../history/usage-csv.js";
import { makePeopleHider, type HidingRules } from "../../site/further/hide-people.js";
import { isObjectOf, isRecordOf, isString, isExactly } from "../cache/shape.js";
import { makeFolder, removeFile, replaceFile } from "../files/durable-file.js";
import { lstatIfExists } from "../files/file-problem.js";
import { stampFile } from "../files/stamp-file.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import { dayNames, hoursMonths, readBytes, type DayKind } from "./read-history.js";
import { furtherSiteFolder } from "./further-site-folders.js";
import { replaceIfChanged } from "./replace-if-changed.js";
import { readSecret } from "./site-secret.js";
import type { StoredHistory } from "./stored-history.js";

const STAMPS_FILE = "copied.json";
/** Increase it when a copy of the same history changes. */
const COPY_FORMAT = 2;

/** Where a further site's history is: it is derived, and may be deleted at any time. */
export function hiddenHistoryFolder(historyFolder: string, out: string): string {
  return join(furtherSiteFolder(historyFolder, out), "history");
}

interface CopyOptions {
  readonly rules: HidingRules;
  /** User → alias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether to copy everything again. */
  readonly isNew: boolean;
}

/**
 * Copies a history without what a site for others must not show, so that nothing made from the copy can show it. Only
 * files that have changed are copied. Requires the lock.
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
    .update(JSON.stringify([COPY_FORMAT, secret, rules.users, rules.addresses, [...aliases]]))
    .digest("base64url");
  const before = isNew ? {} : readStamps(stampsPath, key);
  const stamps: Record<string, string> = {};
  const copyFiles = (
    kind: string,
    list: (folder: string) => readonly string[],
    toContent: (name: string, path: string) => string | Buffer,
  ): void => {
    for (const name of list(history.folder)) {
      const path = `${kind}/${name}.csv`;
      const source = join(history.folder, path);
      const stamp = stampFile(source);
      if (before[path] !== stamp || lstatIfExists(join(folder, path)) === undefined) {
        makeFolder(dirname(join(folder, path)), HISTORY_FOLDER_MODE);
        replaceFile(join(folder, path), toContent(name, source), HISTORY_FILE_MODE);
      }
      stamps[path] = stamp;
    }
    for (const name of list(folder)) {
      const path = `${kind}/${name}.csv`;
      if (stamps[path] === undefined) removeFile(join(folder, path));
    }
  };
  const copyDays = (kind: DayKind, toContent: (day: string, path: string) => string | Buffer): void => {
    copyFiles(kind, (parent) => dayNames(parent, kind), toContent);
  };
  makeFolder(folder, HISTORY_FOLDER_MODE);
  copyDays("sessions", (day) => writeCsv(ENDED_SESSION_CSV, history.rows.readSessions(day).map(hider.hideSession)));
  copyDays("usage", (day) => writeCsv(usageCsv(day), history.rows.readUsage(day).map(hider.hideUsage)));
  // They name nobody.
  const readWhole = (_name: string, path: string): string | Buffer => readBytes(path) ?? "";
  copyDays("samples", readWhole);
  copyFiles("samples/hours", hoursMonths, readWhole);
  replaceIfChanged(join(folder, "open.csv"), writeCsv(OPEN_SESSION_CSV, history.open.map(hider.hideSession)));
  replaceIfChanged(join(folder, "sources.csv"), writeCsv(SOURCE_CSV, history.sources.map(hider.hideSource)));
  if (JSON.stringify(stamps) !== JSON.stringify(before)) writeCacheFile(stampsPath, { key, stamps });
}

function readStamps(path: string, key: string): Readonly<Record<string, string>> {
  return readCache(path, isObjectOf({ key: isExactly(key), stamps: isRecordOf(isString) }))?.stamps ?? {};
}
