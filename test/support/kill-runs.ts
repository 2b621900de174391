import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { buildSync } from "esbuild";
import { fileTree } from "./file-tree.js";
import { ownEnvironment } from "./run-cli.js";

const KILL_AT = fileURLToPath(new URL("kill-at.mjs", import.meta.url));

/** A script of this folder as one plain JavaScript file, which starts faster than through tsx. */
export function bundleScript(name: string, folder: string): string {
  const script = join(folder, name.replace(/\.ts$/, ".mjs"));
  buildSync({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["fast-glob"],
    logLevel: "warning",
  });
  return script;
}

export const KILL_MODES = ["before", "after", "half"] as const;
export type KillMode = (typeof KILL_MODES)[number];

export interface Kill {
  /** Number of the file system call to die at, from 1. */
  readonly at: number;
  readonly mode: KillMode;
}

/**
 * Runs a script that is killed before it ends. @throws if it was not, or failed for another reason
 *
 * @throws if it lived, or failed of something else
 */
export async function runKilled(argv: readonly string[], under: readonly string[], kill: Kill): Promise<void> {
  const { signal, status, stderr } = await runMaybeKilled(argv, under, kill);
  if (signal !== "SIGKILL") throw new Error(`was not killed at ${kill.at}: exit code ${status ?? "?"}\n${stderr}`);
}

/** Runs a script that is killed if it gets to a call. */
export function runMaybeKilled(argv: readonly string[], under: readonly string[], kill: Kill): Promise<Ended> {
  return run(argv, under, { KILL_AT: String(kill.at), KILL_MODE: kill.mode });
}

/** Runs a script to its end. @returns each call that a kill can be set to, in order: name and path */
export async function runCounted(
  argv: readonly string[],
  under: readonly string[],
  countFile: string,
): Promise<readonly string[]> {
  const { status, stderr } = await run(argv, under, { KILL_COUNT_FILE: countFile });
  if (status !== 0) throw new Error(`exit code ${status ?? "?"}\n${stderr}`);
  return (JSON.parse(readFileSync(countFile, "utf8")) as { calls: string[] }).calls;
}

/**
 * Every kill of a run that leaves another disk: before each call, in the midst of each write, and after the last call.
 * (Between two calls nothing changes: after one is before the next. And `writeFile` is the calls that it makes itself.)
 */
export function everyKill(calls: readonly string[]): readonly Kill[] {
  return calls.flatMap((call, index) => {
    const [name = "", path = ""] = splitCall(call);
    const isMadeOfOthers = /^(?:write|append)File$/.test(name) && splitCall(calls[index + 1] ?? "")[1] === path;
    if (isMadeOfOthers) return [];
    const isLast = index === calls.length - 1;
    const modes = KILL_MODES.filter(
      (mode) => mode === "before" || (mode === "half" ? call.startsWith("write") : isLast),
    );
    return modes.map((mode) => ({ at: index + 1, mode }));
  });
}

function splitCall(call: string): readonly string[] {
  return [call.slice(0, call.indexOf(" ")), call.slice(call.indexOf(" ") + 1)];
}

/** One of this many copies is compared with the result of a real kill. */
const COPIES_FOR_A_KILL = 8;
const MAX_TRIES = 6;

/**
 * Does something for each kill of a run, one after the other, in a folder as the kill leaves it. The kills before a call
 * are had of one run, which copies its folder there: on disk is then what a kill leaves, since none undoes or completes
 * anything. The others are kills of a process each.
 *
 * @param folder in which the run does all that it does, and in which everything is ready for it
 * @param under parts of it, in which calls are counted
 */
export async function forEachKilled(
  argv: readonly string[],
  folder: string,
  under: readonly string[],
  kills: readonly Kill[],
  act: (kill: Kill) => void | Promise<void>,
): Promise<void> {
  const [before, copies] = [`${folder}-before`, `${folder}-copies`];
  copyFolder(folder, before);
  mkdirSync(copies);
  const copiedAt = kills.filter(({ mode }) => mode === "before").map(({ at }) => at);
  await runCopied(argv, under, copiedAt, { of: folder, to: copies });
  for (const [index, kill] of kills.entries()) {
    const isCopied = kill.mode === "before";
    const killOnce = async (): Promise<void> => {
      rmSync(folder, { recursive: true });
      copyFolder(before, folder);
      await runKilled(argv, under, kill);
    };
    if (!isCopied) await killOnce();
    if (isCopied) {
      const copy = join(copies, String(kill.at));
      if (index % COPIES_FOR_A_KILL === 0) {
        // Which of three branches publishes next depends on zlib's threads, so two runs may differ in that.
        const expected = likeness(copy);
        for (let tries = 1; ; tries++) {
          await killOnce();
          if (tries === MAX_TRIES || isDeepStrictEqual(likeness(folder), expected)) break;
        }
        assert.deepEqual(likeness(folder), expected);
      }
      rmSync(folder, { recursive: true });
      renameSync(copy, folder);
    }
    await act(kill);
  }
}

/** What is in a folder but for what differs in each run: the names of temporaries, and of the cache, which has times, all but names. */
function likeness(folder: string): readonly string[] {
  const isOfCache = (path: string): boolean => /(?:^|\/)cache\//.test(path);
  const files = [...fileTree(folder)].map(([path, text]) => [
    path.replace(/\.[0-9a-f]{16}\.tmp$/, ".tmp"),
    isOfCache(path) ? null : text,
  ]);
  return files.map((file) => JSON.stringify(file)).sort();
}

/** Runs a script to its end, and copies a folder before each of some of its calls, to one that has the call's number. */
export async function runCopied(
  argv: readonly string[],
  under: readonly string[],
  calls: readonly number[],
  { of, to }: { readonly of: string; readonly to: string },
): Promise<void> {
  const more = { KILL_AT: calls.join(","), KILL_MODE: "copy", KILL_COPY_OF: of, KILL_COPY_TO: to };
  const { status, stderr } = await run(argv, under, more);
  if (status !== 0) throw new Error(`exit code ${status ?? "?"}\n${stderr}`);
}

/** With the exact times of its files, which programs remember. */
function copyFolder(from: string, to: string): void {
  const { status, stderr } = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

export interface HeldRun {
  /** Lets it go on. @returns how it ended */
  readonly letGo: () => Promise<Ended>;
}

/**
 * Starts a script that stops before its N-th call, and waits until it has.
 *
 * @param holdFile a path that both processes can use
 */
export async function runHeld(
  argv: readonly string[],
  under: readonly string[],
  at: number,
  holdFile: string,
): Promise<HeldRun> {
  const ended = run(argv, under, { KILL_AT: String(at), KILL_MODE: "hold", KILL_HOLD_FILE: holdFile });
  const isOver = ended.then(() => true);
  while (!existsSync(holdFile)) {
    if (await Promise.race([isOver, sleep(20, false)])) throw new Error(`it never came to its call ${at}`);
  }
  const letGo = (): Promise<Ended> => {
    rmSync(holdFile);
    return ended;
  };
  return { letGo };
}

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly status: number | null;
  readonly stderr: string;
}

async function run(argv: readonly string[], under: readonly string[], more: Record<string, string>): Promise<Ended> {
  const env = { ...ownEnvironment(), KILL_UNDER: under.join(delimiter), ...more };
  const child = spawn(process.execPath, ["--import", KILL_AT, ...argv], { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { signal, status, stderr };
}
