import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundle that cron runs; `npm test` makes it anew. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Run as this user and group; needs root. */
  readonly uid?: number;
  /** The run is killed after this time, and its status is null. */
  readonly timeoutMs?: number;
  /** Another copy of the program: one that such a user may read. */
  readonly cli?: string;
  /** Another Node to run it with. */
  readonly node?: string;
}

let quietFolder: string | undefined;

/**
 * An environment in which the program finds neither a config nor aliases of the machine that the tests run on. Paths that
 * no flag gives are in a folder that goes with this process.
 */
export function ownEnvironment(): NodeJS.ProcessEnv {
  if (quietFolder === undefined) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "openvpn-status-site-test-"));
    // Also for programs that a test runs as another user.
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "config.toml"), "", { mode: 0o644 });
    writeFileSync(join(folder, "openvpn-aliases.json"), "{}", { mode: 0o644 });
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
    quietFolder = folder;
  }
  return {
    ...process.env,
    OPENVPN_STATUS_SITE_CONFIG: join(quietFolder, "config.toml"),
    // Reported problems are remembered there.
    XDG_RUNTIME_DIR: quietFolder,
  };
}

/** Runs the bundled program as an admin would. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const env = { ...ownEnvironment(), ...options.env };
  const { cwd = "/", uid, cli = CLI, node = process.execPath, timeoutMs } = options;
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(node, [cli, ...args], { cwd, env, stdio: "pipe", timeout: timeoutMs, ...identity });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end(options.stdin ?? "");
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

/** Copies the program with what it reads at run time, for users who may not enter this checkout. */
export function copyCli(folder: string): string {
  const checkout = dirname(dirname(CLI));
  for (const part of ["dist", "assets", "package.json"]) {
    cpSync(join(checkout, part), join(folder, part), { recursive: true });
  }
  return join(folder, "dist", "cli.js");
}
