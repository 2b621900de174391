import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one whole process took. */
export interface Cost {
  /** User and system time, of its children too. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export interface BuildCost extends Cost {
  /** The most memory that it ever held. */
  readonly peakMib: number;
}

/** What coreutils' `timeout` ends with once it has killed. */
const KILLED = 137;

/**
 * Runs node as a whole process, as cron does.
 *
 * @throws if it fails
 */
export function timeNode(args: readonly string[]): Cost {
  const cost = timeCommand([process.execPath, ...args]);
  if (cost === null) throw new Error(`node ${args.join(" ")} was killed`);
  return cost;
}

/**
 * The same for a run that takes long, and its memory.
 *
 * @returns null if it took longer than it may, and was killed
 * @throws if it fails
 */
export function timeBuild(args: readonly string[], limitSeconds: number): BuildCost | null {
  const file = join(tmpdir(), `peak-memory-${process.pid}`);
  const hook = `import { writeFileSync } from "node:fs";
    process.on("exit", () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  const node = [process.execPath, `--import=data:text/javascript,${encodeURIComponent(hook)}`, ...args];
  const cost = timeCommand(["timeout", "--signal=KILL", limitSeconds.toFixed(0), ...node]);
  if (cost === null) return null;
  const peakMib = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return { ...cost, peakMib };
}

/** The shell's `time` counts what `node` itself cannot: its own start and end. */
function timeCommand(command: readonly string[]): Cost | null {
  const run = spawnSync("bash", ["-c", 'TIMEFORMAT="%R %U %S"; time "$@"', "bash", ...command], {
    encoding: "utf8",
    env: { ...process.env, OPENVPN_STATUS_SITE_CONFIG: "", LC_ALL: "C" },
    maxBuffer: 1 << 26,
  });
  if (run.status === KILLED) return null;
  const [wall, user, system] = run.stderr.trimEnd().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (run.status !== 0 || wall === undefined || user === undefined || system === undefined) {
    throw new Error(`${command.join(" ")}\nexit code ${run.status ?? "?"}\n${run.stderr}`);
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
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    count: sorted.length,
  };
}

/**
 * Some costs, each measured in turn, so that a machine that is slower for a while is so for all of them.
 *
 * @param limitSeconds after so long it is left at fewer rounds, but for the first three
 */
export function interleaved(
  measures: readonly (() => number)[],
  { rounds, limitSeconds }: { readonly rounds: number; readonly limitSeconds: number },
): readonly Spread[] {
  const began = performance.now();
  const values = measures.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    if (round >= 3 && performance.now() - began > limitSeconds * 1000) break;
    for (const [index, measure] of measures.entries()) values[index]?.push(measure());
  }
  return values.map(spreadOf);
}
