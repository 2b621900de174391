import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute } from "node:path";
import { reportFault, reportProblem } from "./commands/report/report-problem.js";
import { runCommand } from "./commands/run-command.js";
import { startWords } from "./commands/flags/start-words.js";
import type { Host } from "./build/host.js";
import { templates } from "./compiled-templates.js";
import { nonRootUser } from "./io/files/system-names.js";
import { readHostNetwork } from "./io/config/host-network.js";
import { toSystemPaths } from "./io/config/system-paths.js";
import { systemZone } from "./io/config/system-zone.js";
import { ProblemError } from "./text/problem.js";

const packageFolder = dirname(dirname(import.meta.filename));
const start = startWords(process.execPath, process.argv[1] ?? import.meta.filename);

// Expensive values are getters: most runs need neither the terminal nor the zone.
const host: Host = {
  environment: process.env,
  currentFolder: process.cwd(),
  startWords: start,
  commandLine: [...start, ...process.argv.slice(2)],
  get systemZone() {
    return systemZone(process.env["TZ"]);
  },
  systemPaths: toSystemPaths(packageFolder),
  get nonRootUser() {
    return nonRootUser();
  },
  // In memory rather than on a disk that may be full; cron has no XDG_RUNTIME_DIR.
  memoryFolders: [process.env["XDG_RUNTIME_DIR"] ?? "", "/run", "/dev/shm", tmpdir()].filter(isAbsolute),
  packageFolder,
  templates,
  readSystemTemplates: async () => (await import("./compiled-system-templates.js")).systemTemplates,
  get network() {
    return readHostNetwork();
  },
  // The build names this file by a hash of its content and of the files that it loads.
  programVersion: basename(import.meta.filename),
  nowSeconds: () => Date.now() / 1000,
  elapsedSeconds: () => performance.now() / 1000,
  get terminal() {
    return process.stdin.isTTY && process.stdout.isTTY ? { input: process.stdin, output: process.stdout } : null;
  },
  get showOnTerminal() {
    return process.stderr.isTTY ? (line: string) => process.stderr.write(`\r\u001b[K${line}`) : null;
  },
  readStdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  writeStdout: (text) => process.stdout.write(text),
  get stdoutIsTerminal() {
    return process.stdout.isTTY;
  },
  writeStdoutWhole: (text) =>
    new Promise((resolve, reject) => {
      // The same error comes as an event, which would be a crash.
      if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", () => undefined);
      process.stdout.write(text, (error) => {
        if (error == null) resolve();
        else reject(error);
      });
    }),
  writeStderr: (text) => process.stderr.write(text),
};

async function main(): Promise<void> {
  try {
    process.exitCode = await runCommand(process.argv.slice(2), host);
  } catch (error) {
    process.exitCode = error instanceof ProblemError ? await reportProblem(error, host) : reportFault(error, host);
  }
}

void main();
