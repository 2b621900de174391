import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { commitChange, recoverJournal } from "../../src/io/history/journal.js";
import { ProblemError } from "../../src/text/problem.js";
import { fileTree } from "../support/file-tree.js";
import { publishTexts } from "../support/publish-files.js";
import { assertNoGzipCopyDiffers, assertGzipCopies } from "../support/gzip-copies.js";
import { fillAllBut, smallDisk } from "../support/small-disk.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const full = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.kind === "cannot-write" && error.message.includes("ENOSPC");
const options = { skip: skipUnless(isRoot, "needs root to mount a small disk") };

test("on a full disk a commit changes nothing or is completed later, whole", options, (t) => {
  const disk = smallDisk(t);
  if (disk === null) {
    t.skip("this machine does not allow mount");
    return;
  }
  const folder = join(disk, "history");
  const before = `old ${"x".repeat(10_000)}\n`;
  const content = `new ${"y".repeat(20_000)}\n`;
  const counts = { nothing: 0, later: 0, done: 0 };
  for (let freeBytes = 0; freeBytes <= 100_000; freeBytes += 4096) {
    rmSync(folder, { recursive: true, force: true });
    commitChange(folder, [
      { path: "open.csv", content: before },
      { path: "sessions/a.csv", offset: 0, append: before },
    ]);
    const untouched = fileTree(folder);
    const ballast = fillAllBut(disk, freeBytes);
    const commit = (): void => {
      commitChange(folder, [
        { path: "sessions/a.csv", offset: before.length, append: content },
        { path: "open.csv", content },
      ]);
    };
    let isFull = false;
    try {
      commit();
    } catch (error) {
      if (!full(error)) throw error;
      isFull = true;
    }
    if (isFull && existsSync(join(folder, "journal"))) assert.throws(() => recoverJournal(folder), full);
    rmSync(ballast);
    const wasBegun = recoverJournal(folder);
    const tree = fileTree(folder);
    if (isFull && !wasBegun) {
      assert.deepEqual(tree, untouched);
      counts.nothing++;
    } else {
      const wanted = [
        ["open.csv", content],
        ["sessions", null],
        ["sessions/a.csv", before + content],
      ];
      assert.deepEqual([...tree], wanted);
      counts[wasBegun ? "later" : "done"]++;
    }
  }
  assert.ok(counts.nothing > 0 && counts.later > 0 && counts.done > 0, JSON.stringify(counts));
  t.diagnostic(
    `${counts.nothing} commits changed nothing, ${counts.later} were completed later, ${counts.done} fitted`,
  );
});

test("on a full disk a publish leaves whole files, and completes when there is room", options, async (t) => {
  const disk = smallDisk(t);
  if (disk === null) {
    t.skip("this machine does not allow mount");
    return;
  }
  const out = join(disk, "out");
  const site = (fill: string): Record<string, string> => ({
    "index.html": fill.repeat(20_000),
    "assets/a.css": fill.repeat(20_000),
    [`users/${fill}/index.html`]: fill.repeat(20_000),
  });
  const withGzipCopy = (path: string): readonly string[] => [path, `${path}.gz`];
  await publishTexts(out, site("a"));
  for (const freeBytes of [0, 4096, 12_288]) {
    const ballast = fillAllBut(disk, freeBytes);
    await assert.rejects(publishTexts(out, site("b")), full);
    assertNoGzipCopyDiffers(out);
    for (const [path, text] of fileTree(out)) {
      if (path.endsWith(".gz")) continue;
      assert.ok(text === null || text.length === 20_000 || path === ".openvpn-status-site", path);
    }
    rmSync(ballast);
  }
  await publishTexts(out, site("b"));
  const files = [...fileTree(out)].filter(([, text]) => text !== null);
  assert.deepEqual(
    files.map(([path]) => path),
    [".openvpn-status-site", ...["assets/a.css", "index.html", "users/b/index.html"].flatMap(withGzipCopy)],
  );
  assertGzipCopies(out);
});
