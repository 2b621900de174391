import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { FileChange } from "../../src/io/history/file-change.js";
import { bundleScript, runCounted } from "../support/kill-runs.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";

// A kill leaves what the kernel has taken; a power cut loses what was not fsynced. So the calls of a commit are played on
// a model of a disk that forgets: bytes of a file until it is fsynced, names in a folder until the folder is.

const CHANGE: readonly FileChange[] = [
  { path: "sessions/2026-11-20.csv", offset: 2, append: "d,e,f\n" },
  { path: "sessions/2026-11-21.csv", offset: 0, append: "header\nnew day\n" },
  { path: "usage/2026-11-20.csv", offset: 0, append: "header\na usage row\n" },
  { path: "open.csv", content: "header\nstill connected\n" },
  { path: "sessions/2020-01-01.csv", remove: true },
];

/** What a power cut would lose at an instant. */
class ForgetfulDisk {
  readonly unsyncedFiles = new Set<string>();
  readonly unsyncedFolders = new Set<string>();

  play(call: string): void {
    const space = call.indexOf(" ");
    const [name, path] = [call.slice(0, space), call.slice(space + 1)];
    switch (name) {
      case "write":
      case "ftruncate":
        this.unsyncedFiles.add(path);
        return;
      case "open":
      case "mkdir":
      case "unlink":
        this.unsyncedFolders.add(dirname(path));
        return;
      case "rename":
        assert.ok(!this.unsyncedFiles.has(path), `${path} is renamed before its bytes are safe`);
        this.unsyncedFolders.add(dirname(path));
        return;
      case "fsync":
        this.unsyncedFiles.delete(path);
        this.unsyncedFolders.delete(path);
        return;
      case "chmod":
      case "fchmod":
        return;
      default:
        assert.fail(`a call that the model does not know: ${call}`);
    }
  }

  assertNothingToLose(when: string): void {
    assert.deepEqual([...this.unsyncedFiles, ...this.unsyncedFolders], [], when);
  }
}

interface Commit {
  readonly folder: string;
  /** Every call below this folder. */
  readonly calls: readonly string[];
}

/** A commit to a history that is there, or to none. */
async function runCommit(
  test: WithAfter,
  fill: (folder: string) => void,
  change: readonly FileChange[],
): Promise<Commit> {
  const work = tempFolder(test);
  const script = bundleScript("commit-change-script.ts", work);
  const parent = join(work, "parent");
  const folder = join(parent, "history");
  mkdirSync(parent);
  fill(folder);
  const calls = await runCounted([script, folder, JSON.stringify(change)], [parent], join(work, "count"));
  return { folder, calls };
}

function playCommit({ folder, calls }: Commit): void {
  const journal = join(folder, "journal");
  const disk = new ForgetfulDisk();
  const stepsDone: string[] = [];
  for (const call of calls) {
    const path = call.slice(call.indexOf(" ") + 1);
    const isBeforeApplying = [dirname(folder), folder, journal, join(folder, ".journal.tmp")].includes(path);
    // Opening an existing file to append adds no name; the model takes it for a new one, which is on the safe side.
    if (!isBeforeApplying && !stepsDone.includes("apply")) {
      disk.assertNothingToLose("the history is changed before the journal is safe");
      stepsDone.push("apply");
    }
    if (call === `unlink ${journal}`) {
      disk.assertNothingToLose("the journal is removed before what it says is safe");
      stepsDone.push("done");
    }
    disk.play(call);
  }
  disk.assertNothingToLose("the commit ends before the journal's removal is safe");
  assert.deepEqual(stepsDone, ["apply", "done"]);
}

test("a power cut at any call of a commit loses neither the journal nor what it was removed for", async (t) => {
  const commit = await runCommit(
    t,
    (folder) => {
      mkdirSync(join(folder, "sessions"), { recursive: true });
      writeFileSync(join(folder, "sessions/2026-11-20.csv"), "h\nunterminated");
      writeFileSync(join(folder, "sessions/2020-01-01.csv"), "h\n");
      writeFileSync(join(folder, "open.csv"), "header\nold\n");
    },
    CHANGE,
  );
  playCommit(commit);
});

test("nor does one at a call of the first commit, which makes the history's folder", async (t) => {
  const isOfNewHistory = (change: FileChange): boolean => !("append" in change) || change.offset === 0;
  playCommit(await runCommit(t, () => undefined, CHANGE.filter(isOfNewHistory)));
});
