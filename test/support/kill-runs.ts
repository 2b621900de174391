import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
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
export function runKilled(argv: readonly string[], under: readonly string[], kill: Kill): void {
  const env = { KILL_AT: String(kill.at), KILL_MODE: kill.mode };
  const { signal, status, stderr } = run(argv, under, env);
  if (signal !== "SIGKILL") throw new Error(`was not killed at ${kill.at}: exit code ${status ?? "?"}\n${stderr}`);
}

/** Runs a script to its end. @returns each call that a kill can be set to, in order: name and path */
export function runCounted(argv: readonly string[], under: readonly string[], countFile: string): readonly string[] {
  const { status, stderr } = run(argv, under, { KILL_COUNT_FILE: countFile });
  if (status !== 0) throw new Error(`exit code ${status ?? "?"}\n${stderr}`);
  return (JSON.parse(readFileSync(countFile, "utf8")) as { calls: string[] }).calls;
}

/** Every kill of a run: before and after each call, and in the midst of each write. */
export function everyKill(calls: readonly string[]): readonly Kill[] {
  return calls.flatMap((call, index) => {
    const modes = KILL_MODES.filter((mode) => mode !== "half" || call.startsWith("write"));
    return modes.map((mode) => ({ at: index + 1, mode }));
  });
}

function run(argv: readonly string[], under: readonly string[], env: Record<string, string>): ReturnType<typeof spawn> {
  return spawn(argv, { ...process.env, KILL_UNDER: under.join(delimiter), ...env });
}

function spawn(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly signal: string | null; readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, ["--import", KILL_AT, ...argv], { env, encoding: "utf8" });
}
