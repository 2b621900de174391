import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, renameSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../files/is-object.js";
import { readRegularFile } from "../files/regular-file.js";

/** A problem that was reported: a label for the message that it has ended, and a text that identifies it. */
export interface ReportedProblem {
  readonly label: string;
  readonly signature: string;
}

/** By topic: what has the problem. */
export type ReportedProblems = Readonly<Record<string, ReportedProblem>>;

/** Remembers from run to run of one job what was reported, so that cron does not mail it every minute. */
export interface ProblemMemory {
  readonly read: () => ReportedProblems;
  readonly write: (reported: ReportedProblems) => void;
}

const MAX_BYTES = 64 * 1024;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * Opens the memory of a job. It is outside of the history, since the history may be what cannot be read or written. If
 * nothing can be remembered, every run reports everything.
 *
 * @param parents folders that last from run to run; the first usable one is taken
 * @param job what distinguishes the job from others of this user
 */
export function openProblemMemory(parents: readonly string[], job: string): ProblemMemory {
  const name = `${createHash("sha256").update(job).digest("hex").slice(0, 32)}.json`;
  const userId = process.geteuid?.() ?? 0;
  const folders = parents
    .filter((parent) => isSafeParent(parent, userId))
    .map((parent) => join(parent, `openvpn-status-site-${userId}`));
  return {
    read: () => folders.map((folder) => readReported(folder, name, userId)).find((reported) => reported !== null) ?? {},
    write: (reported) => {
      const isEmpty = Object.keys(reported).length === 0;
      const kept = isEmpty ? undefined : folders.find((folder) => writeReported(folder, name, reported, userId));
      for (const folder of folders) if (folder !== kept && isOurs(folder, userId)) forget(join(folder, name));
    },
  };
}

/** Identifies a folder, so that another one at the same path is recognized; empty if there is none. */
export function identifyFolder(path: string): string {
  const found = lstatOrUndefined(path);
  if (found === undefined) return "";
  const { dev, ino, birthtimeMs, ctimeMs } = found;
  // Systems that do not know when a file was created report when it was changed.
  return `${dev} ${ino} ${birthtimeMs === ctimeMs ? 0 : birthtimeMs}`;
}

/** Identifies the state of a file, so that any change is recognized; empty if there is none. */
export function fingerprintFile(path: string): string {
  const found = lstatOrUndefined(path);
  return found === undefined ? "" : `${found.ino} ${found.ctimeMs}`;
}

/** Whether no other user can replace a folder that we create there. */
function isSafeParent(parent: string, userId: number): boolean {
  const found = lstatOrUndefined(parent);
  if (found?.isDirectory() !== true) return false;
  if ((found.mode & STICKY) !== 0) return true;
  return found.uid === userId && (found.mode & OTHERS_WRITE) === 0;
}

/** Anyone may have created a folder with this name in `/tmp`. */
function isOurs(folder: string, userId: number): boolean {
  const found = lstatOrUndefined(folder);
  return found?.isDirectory() === true && found.uid === userId && (found.mode & OTHERS) === 0;
}

function lstatOrUndefined(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readReported(folder: string, name: string, userId: number): ReportedProblems | null {
  if (!isOurs(folder, userId)) return null;
  try {
    const text = readRegularFile(join(folder, name), { maxBytes: MAX_BYTES, links: "refused" }).toString("utf8");
    const reported: unknown = JSON.parse(text);
    return isReportedProblems(reported) ? reported : null;
  } catch {
    return null;
  }
}

function writeReported(folder: string, name: string, reported: ReportedProblems, userId: number): boolean {
  try {
    if (lstatOrUndefined(folder) === undefined) mkdirSync(folder, { mode: 0o700 });
    if (!isOurs(folder, userId)) return false;
    const temporary = join(folder, `${name}.${process.pid}.tmp`);
    writeFileSync(temporary, JSON.stringify(reported), { mode: 0o600 });
    renameSync(temporary, join(folder, name));
    return true;
  } catch {
    return false;
  }
}

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The problem is reported once more, or once less.
  }
}

function isReportedProblems(value: unknown): value is ReportedProblems {
  return (
    isObject(value) &&
    Object.values(value).every(
      (reported) =>
        isObject(reported) && typeof reported["label"] === "string" && typeof reported["signature"] === "string",
    )
  );
}
