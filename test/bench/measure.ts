import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ownEnvironment } from "../support/run-cli.js";

/** What one whole process took. */
export interface Cost {
  /** User and system time, of its children too. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export interface BuildCost extends Cost {
  /** The most memory that it ever held. */
  readonly peakMib: number;
  /** From its start until the awaited file was there. */
  readonly visibleSeconds: number;
}

/** The shell's `time` counts what `node` itself cannot: its own start and end. */
const TIMED = ["-c", 'TIMEFORMAT="%R %U %S"; time "$@"', "bash", process.execPath];

/**
 * Runs node as a whole process, as cron does.
 *
 * @throws if it fails
 */
export function timeNode(args: readonly string[]): Cost {
  const run = spawnSync("bash", [...TIMED, ...args], {
    encoding: "utf8",
    env: cronEnvironment(),
    maxBuffer: 1 << 26,
  });
  return readCost(args, run.status, run.stderr);
}

/**
 * The same for a run that takes long: also its memory, and when it wrote a file.
 *
 * @throws if it fails
 */
export async function timeBuild(args: readonly string[], awaitedFile: string): Promise<BuildCost> {
  const file = join(tmpdir(), `peak-memory-${process.pid}`);
  const hook = `import { writeFileSync } from "node:fs";
    import { isMainThread } from "node:worker_threads";
    if (isMainThread) process.on("exit", () =>
      writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  const began = performance.now();
  const node = [`--import=data:text/javascript,${encodeURIComponent(hook)}`, ...args];
  const child = spawn("bash", [...TIMED, ...node], { env: cronEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const closed = once(child, "close") as Promise<[number | null]>;
  const status = closed.then(([code]) => code);
  while (child.exitCode === null && !existsSync(awaitedFile)) await setTimeout(10);
  const visibleSeconds = (performance.now() - began) / 1000;
  const cost = readCost(args, await status, stderr);
  const peakMib = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return { ...cost, peakMib, visibleSeconds };
}

/** Reading extra certificates takes node longer than everything else in a quiet run. */
function cronEnvironment(): NodeJS.ProcessEnv {
  return { ...ownEnvironment(), LC_ALL: "C", NODE_EXTRA_CA_CERTS: undefined, NODE_OPTIONS: undefined };
}

function readCost(args: readonly string[], status: number | null, stderr: string): Cost {
  const [wall, user, system] = stderr.trimEnd().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (status !== 0 || wall === undefined || user === undefined || system === undefined) {
    throw new Error(`node ${args.join(" ")}\nexit code ${status ?? "?"}\n${stderr}`);
  }
  return { cpuSeconds: user + system, wallSeconds: wall };
}

/** One figure measured several times, or of one measurement. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    count: sorted.length,
  };
}

export interface Rounds {
  readonly most: number;
  /** No round begins after so long, but for the first. */
  readonly limitSeconds: number;
}

/** Takes measurements in turn, so that a machine that is slower for a while is so for all of them. */
export function interleave(measures: readonly (() => number)[], { most, limitSeconds }: Rounds): readonly Spread[] {
  const began = performance.now();
  const values = measures.map((): number[] => []);
  for (let round = 0; round < most; round++) {
    if (round > 0 && performance.now() - began > limitSeconds * 1000) break;
    for (const [index, measure] of measures.entries()) values[index]?.push(measure());
  }
  return values.map(spreadOf);
}
