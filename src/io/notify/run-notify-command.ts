import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError, type Words } from "../../text/problem.js";
import { makeCacheFolder, removeCacheFile } from "../cache/cache-file.js";
import { writeNewFile } from "../files/durable-file.js";
import { errorCode, onFile } from "../files/file-problem.js";
import { refuseCommand } from "./refuse-command.js";

interface NotifyRun {
  /** An absolute path. */
  readonly command: string;
  readonly timeoutSeconds: number;
  /** Where its input may be for a moment. */
  readonly cacheFolder: string;
  /** Who runs it; null: root. */
  readonly nonRootUser: string | null;
  /** Called with the last line that a failed command wrote to standard error. It may name people. */
  readonly onFailure: (lastLine: string) => void;
}

const INPUT_FILE = ".notify-input.tmp";
const INPUT_FILE_MODE = 0o600;
const POLL_MS = 20;
const MAX_STDERR_BYTES = 4096;
const SAID_MAX_LENGTH = 200;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command in its own process group, with a text as its input, until the whole group has ended; after the
 * timeout, the group is killed. Its standard output is discarded.
 *
 * The input is a file without a name: the command always gets all of it, also if this process is killed, and need not
 * read it.
 *
 * @throws ProblemError `config` if it cannot run, `io` if it failed; also if the input cannot be written
 */
export async function runNotifyCommand(input: string, run: NotifyRun): Promise<void> {
  refuseCommand(run);
  const file = openInput(input, run.cacheFolder);
  let child: ChildProcess;
  try {
    child = spawn(run.command, [], { cwd: "/", detached: true, stdio: [file, "ignore", "pipe"] });
  } finally {
    closeSync(file);
  }
  const readLastLine = collectLastLine(child);
  const ended = waitForEnd(child, run.command);
  const passOn = (signal: NodeJS.Signals): void => {
    signalGroup(child.pid, "SIGKILL");
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, passOn);
  try {
    const limitMs = run.timeoutSeconds * 1000;
    const deadline = performance.now() + limitMs;
    const end = await Promise.race([ended, sleep(limitMs, null, { ref: false })]);
    // Processes that it left in the background finish their work.
    while (end !== null && isGroupThere(child.pid) && performance.now() < deadline) await sleep(POLL_MS);
    if (end?.code !== 0) run.onFailure(readLastLine());
    refuseEnd(end, run);
  } finally {
    if (isGroupThere(child.pid)) signalGroup(child.pid, "SIGKILL");
    for (const signal of SIGNALS) process.removeListener(signal, passOn);
    child.stderr?.destroy();
    child.unref();
  }
}

/** An open file that has the input, and no name any more: nothing of it is left on the disk. */
function openInput(input: string, cacheFolder: string): number {
  const path = join(cacheFolder, INPUT_FILE);
  makeCacheFolder(cacheFolder);
  removeCacheFile(path);
  try {
    writeNewFile(path, input, INPUT_FILE_MODE, { sync: false });
    return onFile("open", path, () => openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW));
  } finally {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) unlinkSync(path);
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

async function waitForEnd(child: ChildProcess, command: string): Promise<End> {
  try {
    // An error of the start rejects it.
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  } catch (error) {
    throw new ProblemError(
      {
        kind: "config",
        what: (t) => t.notify.noStart(JSON.stringify(command), errorCode(error) ?? String(error)),
        fix: (t) => t.notify.noStartFix,
      },
      { cause: error },
    );
  }
}

/** Reads its standard error, which must not fill a pipe. @returns its last line so far */
function collectLastLine({ stderr }: ChildProcess): () => string {
  let end = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    end = `${end}${text}`.slice(-MAX_STDERR_BYTES);
  });
  return () => (end.trim().split("\n").at(-1) ?? "").trim().slice(0, SAID_MAX_LENGTH);
}

function isGroupThere(leader: number | undefined): boolean {
  return signalGroup(leader, 0);
}

/** @returns whether there is any process of it */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (leader === undefined) return false;
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}

/** @param end null: it had to be killed */
function refuseEnd(end: End | null, { command, timeoutSeconds }: NotifyRun): void {
  const path = JSON.stringify(command);
  const fail = (what: Words, fix: Words): never => {
    throw new ProblemError({ kind: "io", what, fix });
  };
  if (end === null) {
    fail(
      (t) => t.notify.timeout(path, String(timeoutSeconds)),
      (t) => t.notify.timeoutFix,
    );
  } else if (end.signal !== null || end.code !== 0) {
    const { signal, code } = end;
    fail(
      (t) => (signal === null ? t.notify.exitCode(path, code ?? 0) : t.notify.signal(path, signal)),
      (t) => t.notify.againFix,
    );
  }
}
