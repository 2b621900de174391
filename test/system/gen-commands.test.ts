import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { at } from "../support/make-session.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
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
  const host = { ...makeHost(CLI, folder), systemZone: "UTC" };
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
    run: (...args) => runHere(args, host),
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

describe("gen --status without folders of its own", () => {
  const TRIAL = "To try a status file, name folders of its own: --history FOLDER --out FOLDER. Nothing was changed.\n";

  it("is refused where a config file would be used, wherever that is, and changes nothing", async (t) => {
    const { folder, snapshot, run } = makePlace(t);
    snapshot("vpn.log");
    snapshot("try.log");
    writeFileSync(join(folder, "openvpn-status-site.toml"), '[[server]]\nstatus = "vpn.log"\n');
    assert.deepEqual(await run("gen", "--now", NOW), DONE);
    const before = fileTree(folder);
    const refused = (missing: string): CliRun => ({
      status: 64,
      stdout: "",
      stderr:
        `openvpn-status-site: --status is given without ${missing}, and the config file ` +
        `"${folder}/openvpn-status-site.toml" is of another site. ${TRIAL}`,
    });
    const args = ["gen", "--status", "try.log", "--now", NOW];
    assert.deepEqual(await run(...args), refused("--history and --out"));
    assert.deepEqual(await run(...args, "--history", "h"), refused("--out"));
    assert.deepEqual(await run(...args, "--out", "o"), refused("--history"));
    assert.deepEqual(await run(...args, "--config", "openvpn-status-site.toml"), refused("--history and --out"));
    for (const command of ["import", "prune"]) {
      assert.equal((await run(command, "try.log", "--yes", "--status", "try.log")).status, 64);
    }
    assert.deepEqual(fileTree(folder), before);
    assert.deepEqual(await run(...args, "--history", "h", "--out", "o"), DONE);
    assert.deepEqual(await run("gen", "--now", NOW), DONE);
  });

  it("is refused where the history there holds other servers, and goes on with its own", async (t) => {
    const { folder, snapshot, run } = makePlace(t);
    snapshot("vpn.log");
    snapshot("try.log");
    assert.deepEqual(await run("gen", "--status", "vpn.log", "--now", NOW), DONE);
    const before = fileTree(folder);
    const refused = (missing: string): CliRun => ({
      status: 64,
      stdout: "",
      stderr:
        `openvpn-status-site: --status is given without ${missing}, and the history ` +
        `"${folder}/history" holds other servers: "vpn". ${TRIAL}`,
    });
    const args = ["gen", "--status", "try.log", "--now", NOW];
    assert.deepEqual(await run(...args), refused("--history and --out"));
    assert.deepEqual(await run(...args, "--out", "o"), refused("--history"));
    assert.deepEqual(await run(...args, "--history", "h"), refused("--out"));
    assert.deepEqual(await run("prune", "--all", "--yes", "--status", "try.log"), refused("--history and --out"));
    assert.deepEqual(await run("import", "try.log", "--status", "try.log"), refused("--history and --out"));
    assert.deepEqual(fileTree(folder), before);
    assert.deepEqual(await run("gen", "--status", "vpn.log", "--now", NOW), DONE);
    assert.deepEqual(await run("gen", "--status", "try.log", "--name", "vpn", "--now", NOW), DONE);
  });

  it("is refused too where a history was only imported yet", async (t) => {
    const { folder, snapshot, run } = makePlace(t);
    snapshot("archive.log");
    assert.equal((await run("import", "archive.log", "--server", "old", "--now", NOW, "-q")).status, 0);
    const before = fileTree(folder);
    const { status, stderr } = await run("gen", "--status", "archive.log", "--now", NOW);
    assert.equal(status, 64);
    assert.match(stderr, /holds other servers: "old"/);
    assert.deepEqual(fileTree(folder), before);
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
