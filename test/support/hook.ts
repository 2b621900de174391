import { spawnSync, type StdioOptions } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { HOOK_PATH } from "../../src/render/system/hook-file.js";
import { PROGRAM_PATH } from "./programs.js";
import { CLI } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";

/** The hook as `print hook` prints it, kept in a folder, with the lines for the server's config. */
export interface Hook {
  readonly path: string;
  readonly events: string;
  /** The lines for OpenVPN's config, as printed. */
  readonly lines: HookLines;
}

export interface HookLines {
  readonly own: readonly string[];
  /** Where OLD-SCRIPT is to be replaced. */
  readonly afterOld: readonly string[];
}

/** @param events a file, by default in the folder */
export async function printHook(folder: string, events = join(folder, "vpn.events")): Promise<Hook> {
  const config = join(folder, "hook.toml");
  writeFileSync(config, `[[server]]\nstatus = "/none"\nevents = ${JSON.stringify(events)}\n`);
  const { status, stdout, stderr } = await runHere(["print", "hook", "--config", config], makeHost(CLI, folder));
  if (status !== 0) throw new Error(stderr);
  const path = join(folder, "status-site-hook.sh");
  writeFileSync(path, stdout, { mode: 0o755 });
  const lines = [...stdout.matchAll(/^# {3}(client-(?:dis)?connect .*)$/gm)].map(([, line = ""]) =>
    line.replaceAll(HOOK_PATH, path),
  );
  const isAfterOld = (line: string): boolean => line.includes("OLD-SCRIPT");
  const own = lines.filter((line) => !isAfterOld(line));
  return { path, events, lines: { own, afterOld: lines.filter(isAfterOld) } };
}

/** The script of `/bin/sh -c` in a line that needs no further quotes. */
export function toShellScript(line: string): string {
  const [, script] = /-c '([^']*)'(?: sh)?"$/.exec(line) ?? [];
  if (script === undefined) throw new Error(`no script in ${line}`);
  return script.replaceAll('\\"', '"');
}

/** The path of a program, or its name where it is not installed. */
export function findProgram(name: string): string {
  const paths = PROGRAM_PATH.split(delimiter).map((folder) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? name;
}

/** What OpenVPN says of one session when it ends. */
export const DISCONNECT = {
  script_type: "client-disconnect",
  time_unix: "1795255200",
  time_duration: "61",
  common_name: "alice",
  username: "alice@example.com",
  trusted_ip: "203.0.113.7",
  trusted_port: "49502",
  ifconfig_pool_remote_ip: "10.8.0.2",
  ifconfig_pool_remote_ip6: "fd00:8::1000",
  bytes_received: "4242",
  bytes_sent: "18446744073709551615",
  IV_VER: "2.6.14",
  IV_PLAT: "linux",
  IV_GUI_VER: "OpenVPN_GUI 11",
} as const;

export type HookEnvironment = Readonly<Record<string, string>>;

export function toLine(env: HookEnvironment): string {
  const names = Object.keys(DISCONNECT);
  return `${["1", ...names.map((name) => env[name] ?? "")].join("\t")}\n`;
}

export interface ShellRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// A bash that reads from a socket reads ~/.bashrc, too.
const TO_PIPES: StdioOptions = ["ignore", "pipe", "pipe"];

/** Runs a command with the environment that OpenVPN gives to scripts: nothing but its own variables. */
export function run(command: readonly string[], env: HookEnvironment = DISCONNECT, uid?: number): ShellRun {
  const [program = "", ...args] = command;
  const identity = uid === undefined ? {} : { uid, gid: uid };
  // Much less than a test may take, and much more than a call needs.
  const options = { encoding: "utf8", timeout: 20_000, cwd: "/", stdio: TO_PIPES } as const;
  const { status, stdout, stderr } = spawnSync(findProgram(program), args, {
    ...options,
    env: { ...env },
    ...identity,
  });
  return { status, stdout, stderr };
}

export function readEvents(path: string): string {
  return existsSync(path) ? readFileSync(path, "latin1") : "";
}

/** The lines that a reader believes: whole ones of version 1 with 15 fields. */
export function believedLines(text: string): readonly string[] {
  return text
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.split("\t").length === 15 && line.startsWith("1\t"))
    .map((line) => `${line}\n`);
}
