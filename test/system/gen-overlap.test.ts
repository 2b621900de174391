import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { runCounted, runHeld } from "../support/kill-runs.js";
import { CLI, ownEnvironment, runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const FIRST = "2026-11-21T08:00:00Z";
const SECOND = "2026-11-21T08:01:00Z";
const TEMPORARY = ".openvpn-status-site.0123456789abcdef.tmp";

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}

interface Place {
  readonly history: string;
  readonly out: string;
  readonly args: (now: string) => readonly string[];
  readonly snapshot: (now: string) => void;
}

/** The status file is shared by all places of a test, since its path shows on the site. */
function placeIn(folder: string, status: string): Place {
  mkdirSync(folder, { recursive: true });
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  return {
    history,
    out,
    args: (now) => [
      ...["gen", ...FIXED_COMMAND, "--status", status, "--history", history, "--out", out],
      ...["--now", now, "--timezone", "UTC"],
    ],
    snapshot: (now) => {
      const client = {
        commonName: "alice",
        realAddress: "203.0.113.10:40000",
        virtualAddress: "10.8.0.2",
        bytesReceived: seconds(now) - seconds(FIRST),
        bytesSent: 0,
        connectedSinceSeconds: seconds(FIRST) - 60,
        username: "",
      };
      const snapshot = { updatedSeconds: seconds(now), clients: [client] };
      writeFileSync(status, writeStatus(snapshot, { version: 2, release: "2.6" }));
    },
  };
}

/** A site in its own folder, and the status file that all places of the test share. */
function makePlace(test: TestContext): { readonly folder: string; readonly status: string; readonly place: Place } {
  const folder = tempFolder(test);
  const status = join(folder, "status-a.log");
  return { folder, status, place: placeIn(join(folder, "place"), status) };
}

describe("a gen while another one runs", () => {
  it("exits 0 in silence and changes nothing, and the first one's site comes out whole", async (t) => {
    const { folder, status, place } = makePlace(t);
    const alone = placeIn(join(folder, "alone"), status);
    place.snapshot(FIRST);
    const calls = await runCounted([CLI, ...alone.args(FIRST)], [alone.out], join(folder, "count"));
    const firstPublished = calls.findIndex((call) => /^rename .*\.openvpn-status-site\.[0-9a-f]+\.tmp$/.test(call));
    assert.ok(firstPublished > 0, "a file of the site is put in its place");

    const hold = join(folder, "hold");
    const held = await runHeld([CLI, ...place.args(FIRST)], [place.out], firstPublished + 1, hold);
    const before = [...fileTree(place.out)];
    assert.ok(
      before.some(([path]) => path.endsWith(".tmp")),
      "the first one stands between writing a file and putting it in its place",
    );
    place.snapshot(SECOND);
    assert.deepEqual(await runCli(place.args(SECOND)), { status: 0, stdout: "", stderr: "" });
    assert.deepEqual([...fileTree(place.out)], before);

    assert.deepEqual(await held.letGo(), { status: 0, signal: null, stderr: "" });
    assert.deepEqual(fileTree(place.out), fileTree(alone.out));
  });

  it("leaves out as it is: the temporaries in it, its permissions, and whether it is there", async (t) => {
    const { place } = makePlace(t);
    place.snapshot(FIRST);
    mkdirSync(place.history);
    const lock = join(place.history, "lock");
    const genUnderLock = async (): Promise<number | null> => {
      const gen = [process.execPath, CLI, ...place.args(FIRST)];
      const child = spawn("flock", [lock, ...gen], { stdio: "inherit", env: { ...ownEnvironment(), TZ: "UTC" } });
      const [status] = (await once(child, "close")) as [number | null];
      return status;
    };
    assert.equal(await genUnderLock(), 0);
    assert.equal(statSync(place.out, { throwIfNoEntry: false }), undefined);

    mkdirSync(place.out, { mode: 0o711 });
    writeFileSync(join(place.out, TEMPORARY), "half");
    const { mode } = statSync(place.out);
    assert.equal(await genUnderLock(), 0);
    assert.deepEqual([...fileTree(place.out)], [[TEMPORARY, "half"]]);
    assert.equal(statSync(place.out).mode, mode);

    assert.equal((await runCli(place.args(FIRST))).status, 0);
    assert.ok(!fileTree(place.out).has(TEMPORARY), "once the lock is free, it goes");
  });
});
