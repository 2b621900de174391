import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { reportProblem } from "../../src/commands/report/report-problem.js";
import { runCommand } from "../../src/commands/run-command.js";
import { startWords } from "../../src/commands/flags/start-words.js";
import type { Host } from "../../src/build/host.js";
import { nonRootUser } from "../../src/io/files/system-names.js";
import { systemZone } from "../../src/io/config/system-zone.js";
import { ProblemError } from "../../src/text/problem.js";
import { NO_SYSTEM_PATHS } from "./no-system-paths.js";
import { readSystemTemplates, readTemplates } from "./read-templates.js";
import type { CliRun } from "./run-cli.js";

const TEMPLATES = readTemplates();
const SYSTEM_TEMPLATES = readSystemTemplates();

/**
 * The version that the bundled program itself has, so that runs in this process and by the bundle accept each other's
 * caches.
 */
export function makeHost(cli: string, currentFolder: string): Host {
  return {
    environment: {},
    currentFolder,
    commandLine: ["openvpn-status-site"],
    startWords: startWords(process.execPath, cli),
    nonRootUser: nonRootUser(),
    systemZone: systemZone(process.env["TZ"]),
    systemPaths: NO_SYSTEM_PATHS,
    memoryFolders: [],
    packageFolder: dirname(dirname(cli)),
    templates: TEMPLATES,
    readSystemTemplates: () => Promise.resolve(SYSTEM_TEMPLATES),
    network: { names: ["vpn.example.org", "192.0.2.1", "[2001:db8::1]", "localhost"], hasIpv6: true },
    programVersion: coreFile(cli),
    nowSeconds: () => Date.now() / 1000,
    elapsedSeconds: () => 0,
    terminal: null,
    showOnTerminal: null,
    readStdin: () => Promise.resolve(new Uint8Array()),
    writeStdout: () => undefined,
    stdoutIsTerminal: false,
    writeStdoutWhole: () => Promise.resolve(),
    writeStderr: () => undefined,
  };
}

/** The name of the file that a built `cli.js` loads: the program's version. */
export function coreFile(cli: string): string {
  const [file] = /core-[A-Z0-9]+\.js/.exec(readFileSync(cli, "utf8")) ?? [];
  if (file === undefined) throw new Error(`${cli} loads no core`);
  return file;
}

/** Runs a command in this process. For a small one that takes a quarter of the time of a process. */
export async function runHere(args: readonly string[], host: Host): Promise<CliRun> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const speaking: Host = {
    ...host,
    commandLine: [...host.commandLine, ...args],
    writeStdout: (text) => void stdout.push(text),
    writeStdoutWhole: (text) => Promise.resolve(void stdout.push(text)),
    writeStderr: (text) => void stderr.push(text),
  };
  let status: number;
  try {
    status = await runCommand(args, speaking);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    status = await reportProblem(error, speaking);
  }
  return { status, stdout: stdout.join(""), stderr: stderr.join("") };
}
