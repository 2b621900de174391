import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

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

/** Runs a script that is killed on its way. @throws if it lived, or failed of something else */
export async function runKilled(argv: readonly string[], under: readonly string[], kill: Kill): Promise<void> {
  const { signal, status, stderr } = await runMaybeKilled(argv, under, kill);
  if (signal !== "SIGKILL") throw new Error(`was not killed at ${kill.at}: exit code ${status ?? "?"}\n${stderr}`);
}

/** Runs a script that is killed on its way if it comes so far. */
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

/** How many kills are under way at a time. */
export const KILLS_AT_ONCE = 4;

/** Does something for each kill, some at a time: most of such a run is waiting for a process to start. */
export async function forEachKill(kills: readonly Kill[], act: (kill: Kill) => Promise<void>): Promise<void> {
  const left = kills.values();
  const worker = async (): Promise<void> => {
    for (const kill of left) await act(kill);
  };
  await Promise.all(Array.from({ length: KILLS_AT_ONCE }, worker));
}

export interface HeldRun {
  /** Lets it go on. @returns how it ended */
  readonly letGo: () => Promise<Ended>;
}

/**
 * Starts a script that stops before its N-th call, and waits until it stands there.
 *
 * @param holdFile a path that the two of us can share
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
  const env = { ...process.env, KILL_UNDER: under.join(delimiter), ...more };
  const child = spawn(process.execPath, ["--import", KILL_AT, ...argv], { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { signal, status, stderr };
}
