import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FileChange } from "../../src/io/history/file-change.js";
import { recoverJournal } from "../../src/io/history/journal.js";
import { fileTree } from "../support/file-tree.js";
import { bundleScript, everyKill, forEachKilled, runCounted, runKilled } from "../support/kill-runs.js";
import { tempFolder } from "../support/temp-folder.js";

const CHANGE: readonly FileChange[] = [
  { path: "sessions/2026-11-20.csv", offset: 9, append: "d,e,f\n" },
  { path: "sessions/2026-11-21.csv", offset: 0, append: "header\nnew day\n" },
  { path: "samples/2026-11-21.csv", offset: 7, append: "a sample\n" },
  { path: "usage/2026-11-20.csv", offset: 0, append: "header\na usage row\n" },
  { path: "open.csv", content: "header\nstill connected\n" },
  { path: "sources.csv", content: "header\n" },
  { path: "cache/deep/summary.json", content: "{}" },
  { path: "sessions/2020-01-01.csv", remove: true },
];

function fillBefore(folder: string): void {
  for (const name of ["sessions", "samples"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sessions/2026-11-20.csv"), "h\na,b,c\n\nunterminated");
  writeFileSync(join(folder, "sessions/2020-01-01.csv"), "h\n");
  writeFileSync(join(folder, "samples/2026-11-21.csv"), "header\n");
  writeFileSync(join(folder, "open.csv"), "header\nold\n");
}

test("after a kill at any call of a commit, recovery leaves the state before or after, whole", async (t) => {
  const work = tempFolder(t);
  const script = bundleScript("commit-change-script.ts", work);
  const before = join(work, "state-before");
  const after = join(work, "state-after");
  fillBefore(before);
  cpSync(before, after, { recursive: true });
  const argv = [script, after, JSON.stringify(CHANGE)];
  const kills = everyKill(await runCounted(argv, [after], join(work, "count")));
  const treeBefore = fileTree(before);
  const treeAfter = fileTree(after);
  assert.notDeepEqual(treeBefore, treeAfter);

  const found = { before: 0, after: 0 };
  const folder = join(work, "killed");
  cpSync(before, folder, { recursive: true });
  await forEachKilled([script, folder, JSON.stringify(CHANGE)], folder, [folder], kills, (kill) => {
    const hadJournal = recoverJournal(folder);
    const tree = fileTree(folder);
    const state = tree.has("open.csv") && tree.get("open.csv") === treeAfter.get("open.csv") ? "after" : "before";
    assert.deepEqual(tree, state === "after" ? treeAfter : treeBefore, `killed ${kill.mode} call ${kill.at}`);
    if (hadJournal) assert.equal(state, "after", `killed ${kill.mode} call ${kill.at}: the journal was lost`);
    assert.equal(recoverJournal(folder), false);
    found[state]++;
  });
  assert.ok(found.before > 0 && found.after > 0);
  t.diagnostic(`${kills.length} kills: ${found.before} left the state before, ${found.after} the state after, 0 else`);
});

test("a recovery that is killed at any call is completed by the next one", async (t) => {
  const work = tempFolder(t);
  const script = bundleScript("commit-change-script.ts", work);
  const begun = join(work, "state-begun");
  const after = join(work, "state-after");
  fillBefore(begun);
  cpSync(begun, after, { recursive: true });
  const calls = await runCounted([script, after, JSON.stringify(CHANGE)], [after], join(work, "count"));
  const renamed = calls.findIndex((call) => call.startsWith("rename")) + 1;
  await runKilled([script, begun, JSON.stringify(CHANGE)], [begun], { at: renamed, mode: "after" });

  const recovered = join(work, "recovered");
  cpSync(begun, recovered, { recursive: true });
  const recovery = await runCounted([script, recovered, "[]"], [recovered], join(work, "count"));
  assert.deepEqual(fileTree(recovered), fileTree(after));
  const kills = everyKill(recovery);
  const folder = join(work, "killed");
  cpSync(begun, folder, { recursive: true });
  await forEachKilled([script, folder, "[]"], folder, [folder], kills, (kill) => {
    recoverJournal(folder);
    assert.deepEqual(fileTree(folder), fileTree(after), `killed ${kill.mode} call ${kill.at} of the recovery`);
  });
  t.diagnostic(`${kills.length} kills of a recovery: ${kills.length} completed`);
});
