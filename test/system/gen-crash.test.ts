import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { everyKill, forEachKill, runCounted, runKilled, type Kill } from "../support/kill-runs.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { writeStatus } from "../support/write-status.js";

const BEFORE = "2026-11-20T23:59:00Z";
const NOW = "2026-11-21T00:00:00Z";

interface Place {
  readonly folder: string;
  readonly status: string;
  readonly history: string;
  readonly out: string;
  readonly args: (now: string) => string[];
}

/** A history and a site in a folder; their status file may be elsewhere, since its path shows in both. */
function placeIn(folder: string, status: string): Place {
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  const args = (now: string): string[] => [
    "gen",
    "--status",
    status,
    "--history",
    history,
    "--out",
    out,
    "--now",
    now,
    "--timezone",
    "UTC",
  ];
  return { folder, status, history, out, args };
}

function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

function writeSnapshot(
  place: Place,
  now: string,
  clients: readonly (readonly [name: string, since: string, received: number])[],
): void {
  const rows = clients.map(([commonName, since, bytesReceived], index) => ({
    commonName,
    realAddress: `203.0.113.${index + 10}:4000${index}`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived,
    bytesSent: bytesReceived * 3,
    connectedSinceSeconds: at(since),
    username: "",
  }));
  const text = writeStatus({ updatedSeconds: at(now), clients: rows }, { version: 2, release: "2.6" });
  writeFileSync(place.status, text);
}

/**
 * A history in which the next run does everything at once: a session ends, one starts, one outlives midnight (a usage
 * row), samples begin a new day, and old ones are due to go. All of one user: each further one makes a dozen more files
 * to be killed at.
 */
async function makeBefore(test: TestContext): Promise<Place> {
  const folder = tempFolderInMemory(test);
  const place = placeIn(folder, join(folder, "status.log"));
  writeSnapshot(place, BEFORE, [
    ["alice", "2026-11-20T20:00:00Z", 1000],
    ["alice", "2026-11-20T21:00:00Z", 2000],
  ]);
  assert.deepEqual(await runCli(place.args(BEFORE)), DONE);
  mkdirSync(join(place.history, "samples"), { recursive: true });
  writeFileSync(join(place.history, "samples/2026-01-01.csv"), "time,server,clients,bytes_received,bytes_sent\n");
  writeSnapshot(place, NOW, [
    ["alice", "2026-11-20T20:00:00Z", 1700],
    ["alice", "2026-11-20T23:59:30Z", 50],
  ]);
  return place;
}

const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

function copyOf(place: Place, folder: string): Place {
  cpSync(place.folder, folder, { recursive: true, preserveTimestamps: true });
  return placeIn(folder, place.status);
}

/** A history without its cache, which names the out folder and can be made again. */
function historyTree(history: string): ReadonlyMap<string, string | null> {
  return new Map([...fileTree(history)].filter(([path]) => path.split("/")[0] !== "cache"));
}

/** What a history must never show, counted over all runs. */
interface Losses {
  lost: number;
  doubled: number;
  countedTwice: number;
}

function countLosses(history: string, expectedIds: readonly string[], losses: Losses): void {
  const rows = (file: string): string[][] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .slice(1, -1)
          .map((row) => row.split(","))
      : [];
  const filesOf = (kind: string): string[] => {
    const folder = join(history, kind);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  };
  const ids = [...rows(join(history, "open.csv")), ...filesOf("sessions").flatMap(rows)].map((row) => row[8] ?? "");
  losses.lost += expectedIds.filter((id) => !ids.includes(id)).length;
  losses.doubled += ids.length - new Set(ids).size;
  const usage = filesOf("usage").flatMap((file) => rows(file).map((row) => `${file} ${row[0] ?? ""}`));
  const samples = filesOf("samples").flatMap((file) => rows(file).map((row) => `${row[0] ?? ""} ${row[1] ?? ""}`));
  losses.countedTwice += usage.length - new Set(usage).size + samples.length - new Set(samples).size;
}

function idsIn(history: string): readonly string[] {
  const days = readdirSync(join(history, "sessions")).map((day) => join(history, "sessions", day));
  return [join(history, "open.csv"), ...days].flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1, -1)
      .map((row) => row.split(",")[8] ?? ""),
  );
}

describe("a gen that is killed", () => {
  it("at any call that changes history or out loses nothing, doubles nothing, and heals in the next run", async (t) => {
    const before = await makeBefore(t);
    const scratch = tempFolderInMemory(t);
    const expected = copyOf(before, join(scratch, "expected"));
    const calls = await runCounted(
      [CLI, ...expected.args(NOW)],
      [expected.history, expected.out],
      join(scratch, "count.json"),
    );
    const [history, out] = [historyTree(expected.history), fileTree(expected.out)];
    const ids = idsIn(expected.history);
    assert.equal(ids.length, 3);
    assert.ok(existsSync(join(expected.history, "usage/2026-11-20.csv")), "alice outlived midnight");
    assert.ok(!existsSync(join(expected.history, "samples/2026-01-01.csv")), "old samples go");

    // Publishing has its own matrix (`io-publish-crash.test.ts`): here every eighth of its calls and of those in the
    // cache, for the way to them.
    const isOfHistory = ({ at }: Kill): boolean => {
      const call = calls[at - 1] ?? "";
      return call.includes(`${expected.history}/`) && !call.includes("/cache/");
    };
    const kills = everyKill(calls).filter((kill) => isOfHistory(kill) || kill.at % 8 === 1);
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    await forEachKill(kills, async (kill: Kill) => {
      const place = copyOf(before, join(scratch, `${kill.at}-${kill.mode}`));
      await runKilled([CLI, ...place.args(NOW)], [place.history, place.out], kill);
      assert.deepEqual(await runCli(place.args(NOW)), DONE);
      const where = `killed ${kill.mode} call ${kill.at}, ${calls[kill.at - 1] ?? ""}`;
      countLosses(place.history, ids, losses);
      assert.deepEqual(historyTree(place.history), history, where);
      assert.deepEqual(fileTree(place.out), out, where);
      rmSync(place.folder, { recursive: true });
    });
    assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
    const inHistory = calls.filter((call) => call.includes(`${expected.history}/`)).length;
    t.diagnostic(
      `${calls.length} calls (${inHistory} in history), ${kills.length} kills: ` +
        `sessions lost ${losses.lost}, doubled ${losses.doubled}, traffic counted twice ${losses.countedTwice}`,
    );
  });

  it("while the next minute's run is already there loses nothing either: two and three at once", async (t) => {
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    const before = await makeBefore(t);
    const scratch = tempFolderInMemory(t);
    const expected = copyOf(before, join(scratch, "expected"));
    assert.deepEqual(await runCli(expected.args(NOW)), DONE);
    const ids = idsIn(expected.history);
    let runs = 0;
    for (const processes of [2, 3, 2, 3]) {
      const place = copyOf(before, join(scratch, `at-once-${runs}`));
      const results = await Promise.all(Array.from({ length: processes }, () => runCli(place.args(NOW))));
      for (const result of results) assert.deepEqual(result, DONE, "one that finds the lock taken is silent");
      assert.deepEqual(await runCli(place.args(NOW)), DONE);
      countLosses(place.history, ids, losses);
      assert.deepEqual(historyTree(place.history), historyTree(expected.history));
      assert.deepEqual(fileTree(place.out), fileTree(expected.out));
      runs += processes;
    }
    assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
    t.diagnostic(`${runs} runs, two and three at once: sessions lost 0, doubled 0, traffic counted twice 0`);
  });
});

describe("a gen on a full disk", () => {
  const skip = skipUnless(isRoot, "only root can mount a small disk");
  it("exits 73, changes nothing by halves, and completes when there is room", { skip }, async (t) => {
    const before = await makeBefore(t);
    const scratch = tempFolderInMemory(t);
    const expected = copyOf(before, join(scratch, "expected"));
    assert.deepEqual(await runCli(expected.args(NOW)), DONE);
    const [history, out] = [historyTree(expected.history), fileTree(expected.out)];
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    const disk = join(scratch, "disk");
    mkdirSync(disk);
    let failed = 0;
    const levels = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128];
    for (const freePages of levels) {
      assert.equal(spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]).status, 0);
      try {
        const place = copyOf(before, join(disk, "place"));
        const ballast = join(disk, "ballast");
        fillDisk(ballast, freePages);
        const run = await runCli(place.args(NOW));
        if (run.status !== 0) {
          failed += 1;
          assert.equal(run.status, 73, run.stderr);
          assert.match(run.stderr, /^openvpn-status-site: [^\n]+\n$/);
        }
        rmSync(ballast);
        assert.deepEqual(await runCli(place.args(NOW)), DONE);
        countLosses(place.history, idsIn(expected.history), losses);
        assert.deepEqual(historyTree(place.history), history, `${freePages} pages free`);
        assert.deepEqual(fileTree(place.out), out, `${freePages} pages free`);
      } finally {
        assert.equal(spawnSync("umount", [disk]).status, 0);
      }
    }
    assert.ok(failed >= 3, `only ${failed} runs found the disk full`);
    assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
    t.diagnostic(
      `${levels.length} levels, ${failed} with exit 73: sessions lost 0, doubled 0, traffic counted twice 0`,
    );
  });
});

/** Fills a disk but for some pages of 4 KiB. */
function fillDisk(ballast: string, freePages: number): void {
  spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=4096"]);
  const filled = readFileSync(ballast).length;
  spawnSync("truncate", ["-s", String(Math.max(0, filled - freePages * 4096)), ballast]);
}
