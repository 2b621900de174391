import { spawnSync } from "node:child_process";
import { closeSync, constants, fstatSync, futimesSync, openSync, statSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError, type Words } from "../../text/problem.js";
import { HISTORY_FILE_MODE, HISTORY_FOLDER_MODE } from "./apply-file-changes.js";
import { makeFolder } from "../files/durable-file.js";
import { errorCode, onFile } from "../files/file-problem.js";

export interface Lock {
  readonly kind: "held";
  /** Releases the lock. A process that dies releases it too. */
  readonly release: () => void;
}

interface LockTaken {
  readonly kind: "taken";
  /** For how long its holder has had it, in seconds. */
  readonly takenForSeconds: number;
}

/** `notify-lock`: for telling a command of events, while others may change the history. */
type LockName = "lock" | "notify-lock";

const POLL_MS = 200;
const TAKEN_STATUS = 1;
const PROCESSES = "/proc";

/**
 * Takes the one lock over a history folder, which is created if it does not exist.
 *
 * `flock` is handed our open file, locks it, and exits. The lock belongs to the open file, and so to this process
 * alone: Node opens files so that no other child inherits them, and the kernel closes them however the process ends.
 *
 * @param options.name of another lock, for something other than the history
 * @param options.waitMs how long to wait for another process to release it; 0: not at all
 * @throws ProblemError: no `flock` on this system (kind `config`), or the file cannot be opened or locked
 */
export async function acquireLock(
  historyFolder: string,
  options: { readonly waitMs: number; readonly name?: LockName },
): Promise<Lock | LockTaken> {
  const folder = resolve(historyFolder);
  makeFolder(folder, HISTORY_FOLDER_MODE);
  const path = join(folder, options.name ?? "lock");
  const deadlineSeconds = process.uptime() + options.waitMs / 1000;
  for (;;) {
    const lock = takeLock(path);
    if (lock !== null) return lock;
    const leftMs = (deadlineSeconds - process.uptime()) * 1000;
    if (leftMs <= 0) return { kind: "taken", takenForSeconds: await readTakenSeconds(path) };
    await sleep(Math.min(POLL_MS, leftMs));
  }
}

/** Null: another process holds it. */
function takeLock(path: string): Lock | null {
  const file = openLockFile(path);
  try {
    if (tryLock(file, path) && isStillAt(path, file)) return holdLock(file, path);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  return null;
}

function openLockFile(path: string): number {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return onFile("openLock", path, () => openSync(path, flags, HISTORY_FILE_MODE));
}

/** Whether the file that we locked is the one that others will open: someone may have removed it. */
function isStillAt(path: string, file: number): boolean {
  const there = statIfExists(path);
  const ours = fstatSync(file);
  return there?.ino === ours.ino && there.dev === ours.dev;
}

function holdLock(file: number, path: string): Lock {
  onFile("touch", path, () => {
    const now = new Date();
    futimesSync(file, now, now);
  });
  let open = true;
  const release = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  return { kind: "held", release };
}

/** Where the holder is not seen, by the time of the lock file, which a clock that was set makes wrong. */
async function readTakenSeconds(path: string): Promise<number> {
  const { findLockHolder } = await import("../system/find-lock-holder.js");
  const nowSeconds = Date.now() / 1000;
  const holder = findLockHolder(path, PROCESSES, nowSeconds);
  if (holder !== null && holder !== "hidden") return holder.heldSeconds;
  const found = statIfExists(path);
  return found === undefined ? 0 : Math.max(0, Math.floor(nowSeconds - found.mtimeMs / 1000));
}

function statIfExists(path: string): Stats | undefined {
  return onFile("stat", path, () => statSync(path, { throwIfNoEntry: false }));
}

function tryLock(file: number, path: string): boolean {
  // Only flags that util-linux and BusyBox share: by number, without waiting. Exit code 1, without a message, means
  // "taken".
  const { error, status, stderr } = spawnSync("flock", ["-n", "3"], {
    stdio: ["ignore", "ignore", "pipe", file],
    encoding: "utf8",
  });
  if (error !== undefined) throw cannotRunFlock(error);
  if (status === 0) return true;
  if (status === TAKEN_STATUS && stderr === "") return false;
  throw cannotLock(path, (t) => stderr.trim() || t.history.exitStatus(String(status)));
}

function cannotRunFlock(error: Error): ProblemError {
  return new ProblemError(
    {
      kind: "config",
      what: (t) => t.history.noFlock(errorCode(error) === "ENOENT" ? t.history.flockMissing : error.message),
      fix: (t) => t.history.noFlockFix,
    },
    { cause: error },
  );
}

function cannotLock(path: string, complaint: Words): ProblemError {
  return new ProblemError({
    kind: "io",
    what: (t) => t.history.cannotLock(JSON.stringify(path), complaint(t)),
    fix: (t) => t.history.cannotLockFix,
  });
}
