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

/**
 * Runs node as a whole process, as cron does. The shell's `time` counts what `node` itself cannot: its own start and end.
 *
 * @throws if it fails
 */
export function timeNode(args: readonly string[]): Cost {
  const run = spawnSync("bash", ["-c", 'TIMEFORMAT="%R %U %S"; time "$@"', "bash", process.execPath, ...args], {
    encoding: "utf8",
    env: { ...process.env, OPENVPN_STATUS_SITE_CONFIG: "", LC_ALL: "C" },
    maxBuffer: 1 << 26,
  });
  const [wall, user, system] = run.stderr.trimEnd().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (run.status !== 0 || wall === undefined || user === undefined || system === undefined) {
    throw new Error(`node ${args.join(" ")}\nexit code ${run.status ?? "?"}\n${run.stderr}`);
  }
  return { cpuSeconds: user + system, wallSeconds: wall };
}

/** The most memory that a whole process ever held, in MiB. */
export function peakMemoryMib(args: readonly string[]): number {
  const file = join(tmpdir(), `peak-memory-${process.pid}`);
  const hook = `import { writeFileSync } from "node:fs";
    process.on("exit", () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  timeNode([`--import=data:text/javascript,${encodeURIComponent(hook)}`, ...args]);
  const kib = Number(readFileSync(file, "utf8"));
  rmSync(file);
  return kib / 1024;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}
