import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { countLosses, idsIn, type Losses } from "../support/count-losses.js";
import { fileTree } from "../support/file-tree.js";
import { copyPlace, DONE, historyTree, makeEveOfDay, MIDNIGHT } from "../support/gen-place.js";
import { CLI, runCli } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

// In the folder in which processes run, since what is remembered of a run tells of it.
const WORLD = makeHost(CLI, "/");

describe("a gen for which the next minute's does not wait", () => {
  it("loses nothing and doubles nothing: two and three at once", async (t) => {
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    const before = await makeEveOfDay(t);
    const scratch = tempFolderInMemory(t);
    const expected = copyPlace(before, join(scratch, "expected"));
    assert.deepEqual(await runHere(expected.args(MIDNIGHT), WORLD), DONE);
    const ids = idsIn(expected.history);
    let runs = 0;
    for (const processes of [2, 3, 2, 3]) {
      const place = copyPlace(before, join(scratch, `at-once-${runs}`));
      const results = await Promise.all(Array.from({ length: processes }, () => runCli(place.args(MIDNIGHT))));
      for (const result of results) assert.deepEqual(result, DONE, "one that finds the lock taken is silent");
      assert.deepEqual(await runHere(place.args(MIDNIGHT), WORLD), DONE);
      countLosses(place.history, ids, losses);
      assert.deepEqual(historyTree(place.history), historyTree(expected.history));
      assert.deepEqual(fileTree(place.out), fileTree(expected.out));
      runs += processes;
    }
    assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
    t.diagnostic(`${runs} runs, two and three at once: sessions lost 0, doubled 0, traffic counted twice 0`);
  });
});

/** Pages that are free where the whole process runs: there its exit code and its last words are looked at as well. */
const ALSO_ITS_PROCESS: ReadonlySet<number> = new Set([0, 12, 128]);

describe("a gen on a full disk", () => {
  const skip = skipUnless(isRoot, "only root can mount a small disk");
  it("exits 73, changes nothing by halves, and completes when there is room", { skip }, async (t) => {
    const before = await makeEveOfDay(t);
    const scratch = tempFolderInMemory(t);
    const expected = copyPlace(before, join(scratch, "expected"));
    assert.deepEqual(await runHere(expected.args(MIDNIGHT), WORLD), DONE);
    const [history, out] = [historyTree(expected.history), fileTree(expected.out)];
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    const disk = join(scratch, "disk");
    mkdirSync(disk);
    let failed = 0;
    const levels = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128];
    for (const freePages of levels) {
      assert.equal(spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]).status, 0);
      try {
        const place = copyPlace(before, join(disk, `place-${freePages}`));
        const ballast = join(disk, "ballast");
        fillDisk(ballast, freePages);
        const run = await (ALSO_ITS_PROCESS.has(freePages)
          ? runCli(place.args(MIDNIGHT))
          : runHere(place.args(MIDNIGHT), WORLD));
        if (run.status !== 0) {
          failed += 1;
          assert.equal(run.status, 73, run.stderr);
          assert.match(run.stderr, /^openvpn-status-site: [^\n]+\n$/);
        }
        rmSync(ballast);
        assert.deepEqual(await runHere(place.args(MIDNIGHT), WORLD), DONE);
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
