import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { at } from "../support/make-session.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { runHere, worldOf } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T08:00:00Z";
const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

interface Place {
  readonly folder: string;
  readonly snapshot: (name: string, now?: string) => void;
  readonly run: (...args: readonly string[]) => Promise<CliRun>;
}

function makePlace(test: TestContext): Place {
  const folder = tempFolder(test);
  const world = { ...worldOf(CLI, folder), systemZone: "UTC" };
  return {
    folder,
    snapshot: (name, now = NOW) => {
      const clients = [
        {
          commonName: "alice",
          realAddress: "203.0.113.10:40000",
          virtualAddress: "10.8.0.2",
          bytesReceived: 1000,
          bytesSent: 1000,
          connectedSinceSeconds: at(now) - 60,
          username: "",
        },
      ];
      writeFileSync(
        join(folder, name),
        writeStatus({ updatedSeconds: at(now), clients }, { version: 2, release: "2.6" }),
      );
    },
    run: (...args) => runHere(args, world),
  };
}

describe("gen --strict", () => {
  it("exits with 66 while a source is stale, and with 0 without it", async (t) => {
    const { snapshot, run } = makePlace(t);
    snapshot("a.log");
    const late = ["--now", "2026-11-21T09:00:00Z"];
    assert.equal((await run("gen", "--status", "a.log", ...late)).status, 0);
    assert.deepEqual(await run("gen", "--status", "a.log", ...late, "--strict"), { ...DONE, status: 66 });
    snapshot("a.log", "2026-11-21T09:00:00Z");
    assert.equal((await run("gen", "--status", "a.log", ...late, "--strict")).status, 0);
  });
});

describe("the command line", () => {
  it("prints help for each command, and the version", async (t) => {
    const { folder, run } = makePlace(t);
    for (const name of ["gen", "prune", "import", "parse", "demo"]) {
      const { status, stdout, stderr } = await run(name, "--help");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`^openvpn-status-site ${name}[^\\n]*: .*\\n\\n  -`));
    }
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    assert.deepEqual(await runCli(["--version"]), { ...DONE, stdout: `openvpn-status-site ${version}\n` });
    assert.deepEqual([...fileTree(folder)], []);
  });
});
