import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const START_SECONDS = Date.parse("2026-11-21T08:00:00Z") / 1000;
const RUN_OK: CliRun = { status: 0, stdout: "", stderr: "" };

interface Rig {
  readonly folder: string;
  readonly snapshot: (name: string, minute: number, clients: readonly string[]) => void;
  /** One `gen` at a minute after 8. */
  readonly gen: (minute: number, ...more: string[]) => Promise<CliRun>;
  readonly history: (file: string) => string;
  readonly page: () => string;
}

function makeRig(test: TestContext): Rig {
  const folder = tempFolder(test);
  mkdirSync(join(folder, "run"));
  return {
    folder,
    snapshot: (name, minute, clients) => {
      const rows = clients.map((commonName, index) => ({
        commonName,
        realAddress: `203.0.113.${index + 10}:40000`,
        virtualAddress: `10.8.0.${index + 2}`,
        bytesReceived: 1000,
        bytesSent: 1000,
        connectedSinceSeconds: START_SECONDS - 60,
        username: "",
      }));
      const text = writeStatus(
        { updatedSeconds: START_SECONDS + minute * 60, clients: rows },
        { version: 2, release: "2.6" },
      );
      writeFileSync(join(folder, "run", name), text);
    },
    gen: (minute, ...more) => {
      const now = new Date((START_SECONDS + minute * 60) * 1000).toISOString();
      return runHere(["gen", "--history", "history", "--out", "out", "--now", now, ...more], {
        ...makeHost(CLI, folder),
        systemZone: "UTC",
      });
    },
    history: (file) => readFileSync(join(folder, "history", file), "utf8"),
    page: () => readFileSync(join(folder, "out/index.html"), "utf8"),
  };
}

describe("gen on a file that a pattern had found and that is gone", () => {
  it("says that it is missing, leaves its sessions open, and takes it up again where it was", async (t) => {
    const { folder, snapshot, gen, history, page } = makeRig(t);
    const glob = ["--status", "run/status-*.log"];
    snapshot("status-a.log", 0, ["anna"]);
    snapshot("status-b.log", 0, ["ben"]);
    assert.deepEqual(await gen(0, ...glob), RUN_OK);
    const ben = history("open.csv")
      .split("\n")
      .find((row) => row.startsWith("ben,"));

    renameSync(join(folder, "run/status-b.log"), join(folder, "b"));
    snapshot("status-a.log", 1, ["anna"]);
    const gone = await gen(1, ...glob);
    assert.equal(gone.status, 66, gone.stderr);
    assert.match(gone.stderr, /^openvpn-status-site: b .*status-b.*missing: The file does not exist\. Check.*\n$/);
    assert.match(history("sources.csv"), /^b,.*status-b\.log,2026-11-21T08:00:00Z,missing,2026-11-21T08:01:00Z,yes,/m);
    assert.ok(
      history("open.csv")
        .split("\n")
        .includes(ben ?? "?"),
      "its session stays as it is",
    );
    assert.match(page(), /<section class="notice missing">\s*<h2><bdi>b<\/bdi>/);
    assert.deepEqual(await gen(1, ...glob), { status: 66, stdout: "", stderr: "" });

    snapshot("status-b.log", 2, ["ben"]);
    const again = await gen(2, ...glob);
    assert.equal(again.status, 0);
    assert.match(again.stderr, /^openvpn-status-site: b \(.*\): ok again \(was missing\)\n$/);
    const id = ben?.split(",")[8] ?? "?";
    assert.match(
      history("open.csv"),
      new RegExp(`^ben,.*,${id},.*,2026-11-21T08:02:00Z,`, "m"),
      "the same session goes on",
    );
  });

  it("forgets it once no pattern matches it: its sessions end", async (t) => {
    const { folder, snapshot, gen, history } = makeRig(t);
    snapshot("status-a.log", 0, ["anna"]);
    snapshot("status-b.log", 0, ["ben"]);
    await gen(0, "--status", "run/status-*.log");
    renameSync(join(folder, "run/status-b.log"), join(folder, "b"));
    snapshot("status-a.log", 1, ["anna"]);
    assert.deepEqual(await gen(1, "--status", "run/status-[a].log"), RUN_OK);
    assert.doesNotMatch(history("open.csv"), /ben/);
    assert.match(history("sessions/2026-11-21.csv"), /^ben,/m);
    assert.doesNotMatch(history("sources.csv"), /status-b/);
  });
});

describe("gen without any source", () => {
  it("says so once when it begins and once when it ends, exits 66, writes the site, and ends no session", async (t) => {
    const { snapshot, gen, history, page } = makeRig(t);
    snapshot("status-a.log", 0, ["anna"]);
    assert.deepEqual(await gen(0, "--status", "run/status-a.log"), RUN_OK);
    const open = history("open.csv");
    const row = history("sources.csv").split("\n")[1];

    const none = await gen(1);
    assert.equal(none.status, 66);
    assert.match(none.stderr, /^openvpn-status-site: No source is configured or found\. Name [^\n]+\n$/);
    assert.match(page(), /No source is configured or found/);
    assert.deepEqual(await gen(2), { status: 66, stdout: "", stderr: "" });
    assert.equal(history("open.csv"), open);
    const rows = history("sources.csv").split("\n").slice(1, -1);
    assert.deepEqual([rows.length, rows[0]], [2, row]);
    assert.match(rows[1] ?? "", /^,,,missing,2026-11-21T08:01:00Z,yes,/);

    snapshot("status-a.log", 3, ["anna"]);
    const again = await gen(3, "--status", "run/status-a.log");
    assert.equal(again.status, 0);
    assert.match(again.stderr, /^openvpn-status-site: A source is configured or found again\n$/);
    assert.deepEqual(await gen(3, "--status", "run/status-a.log"), RUN_OK);
    assert.doesNotMatch(history("sources.csv"), /^,,/m);
  });
});
