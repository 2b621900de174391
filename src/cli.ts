#!/usr/bin/env node
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { reportProblem } from "./commands/report-problem.js";
import { runCommand } from "./commands/run-command.js";
import type { World } from "./commands/world.js";
import { systemZone } from "./io/system-zone.js";
import { ProblemError } from "./text/problem.js";

const world: World = {
  environment: process.env,
  currentFolder: process.cwd(),
  systemZone: systemZone(process.env["TZ"]),
  packageFolder: fileURLToPath(new URL("..", import.meta.url)),
  // The bundle names its chunks by their hashes, so that its first file changes with any of them.
  programVersion: createHash("sha256")
    .update(readFileSync(new URL(import.meta.url)))
    .digest("base64url"),
  nowSeconds: () => Date.now() / 1000,
  terminal: process.stdin.isTTY && process.stdout.isTTY ? { input: process.stdin, output: process.stdout } : null,
  showOnTerminal: process.stderr.isTTY ? (line) => process.stderr.write(`\r\u001b[K${line}`) : null,
  readStdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  writeStdout: (text) => process.stdout.write(text),
  writeStderr: (text) => process.stderr.write(text),
};

try {
  process.exitCode = await runCommand(process.argv.slice(2), world);
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  process.exitCode = reportProblem(error.problem, world);
}
