import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FileChange } from "../../src/io/history/file-change.js";
import { commitChange, recoverJournal } from "../../src/io/history/journal.js";
import { ProblemError, type ProblemKind } from "../../src/text/problem.js";
import { fileTree } from "../support/file-tree.js";
import { tempFolder } from "../support/temp-folder.js";
import { say } from "../support/say-problem.js";

function problem(act: () => unknown, kind: ProblemKind): string {
  let found = "";
  assert.throws(act, (error) => {
    assert.ok(error instanceof ProblemError, String(error));
    assert.equal(error.problem.kind, kind, error.message);
    assert.notEqual(say(error.problem.fix), "");
    found = error.message;
    return true;
  });
  return found;
}

test("a change appends behind an offset, replaces, removes, and makes what folders it needs", (t) => {
  const folder = join(tempFolder(t), "new/history");
  commitChange(folder, [
    { path: "sessions/a.csv", offset: 0, append: "head\nçut" },
    { path: "open.csv", content: "one\n" },
    { path: "cache/x", content: "" },
  ]);
  commitChange(folder, [
    { path: "sessions/a.csv", offset: 5, append: "row\n" },
    { path: "open.csv", content: "two\n" },
    { path: "cache/x", remove: true },
    { path: "cache/never-there", remove: true },
  ]);
  assert.deepEqual(
    [...fileTree(folder)],
    [
      ["cache", null],
      ["open.csv", "two\n"],
      ["sessions", null],
      ["sessions/a.csv", "head\nrow\n"],
    ],
  );
  assert.equal(recoverJournal(folder), false);
});

test("the history is for its owner alone, but what the admin gave a file stays with it", (t) => {
  const folder = join(tempFolder(t), "history");
  const change: FileChange[] = [
    { path: "open.csv", content: "" },
    { path: "samples/a.csv", offset: 0, append: "" },
  ];
  commitChange(folder, change);
  const mode = (path: string): number => statSync(join(folder, path)).mode & 0o777;
  assert.deepEqual(["", "samples", "open.csv", "samples/a.csv"].map(mode), [0o700, 0o700, 0o600, 0o600]);
  chmodSync(join(folder, "open.csv"), 0o644);
  commitChange(folder, change);
  assert.equal(mode("open.csv"), 0o644);
});

test("a file that was cut, is missing or is a folder is bad history, a link is refused; found before anything is written", (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "short.csv"), "1234");
  writeFileSync(join(folder, "real.csv"), "123456");
  symlinkSync("real.csv", join(folder, "link.csv"));
  mkdirSync(join(folder, "folder.csv"));
  const before = fileTree(folder);
  for (const name of ["short.csv", "missing.csv", "link.csv", "folder.csv"]) {
    const change: FileChange[] = [
      { path: "open.csv", content: "new" },
      { path: name, offset: 5, append: "row\n" },
    ];
    const kind = name === "link.csv" ? "config" : "bad-history";
    const what = problem(() => {
      commitChange(folder, change);
    }, kind);
    assert.ok(what.includes(name), what);
    assert.deepEqual(fileTree(folder), before);
    writeFileSync(join(folder, "journal"), JSON.stringify({ journal: 1, changes: change }));
    problem(() => recoverJournal(folder), kind);
    assert.ok(existsSync(join(folder, "journal")) && !existsSync(join(folder, "open.csv")));
    rmSync(join(folder, "journal"));
  }
});

test("a journal that cannot be ours stops the command, is kept, and touches nothing", (t) => {
  const work = tempFolder(t);
  const folder = join(work, "history");
  mkdirSync(folder);
  writeFileSync(join(folder, "open.csv"), "old");
  const change = (...changes: readonly unknown[]): string => JSON.stringify({ journal: 1, changes });
  const paths = [
    "../x",
    "/etc/x",
    "a/../../x",
    "",
    "a//b",
    "./a",
    "journal",
    "lock",
    "notify-lock",
    ".journal.tmp",
    "a\\b",
    "a\0b",
    "-x",
  ];
  const journals = [
    "",
    "{",
    "topsecret:value",
    "[]",
    "null",
    '{"journal":2,"changes":[]}',
    '{"journal":1,"changes":{}}',
    change(7),
    change({ path: "a" }),
    change({ path: "a", content: 7 }),
    change({ path: "a", remove: false }),
    change({ path: "a", offset: -1, append: "" }),
    change({ path: "a", offset: 0.5, append: "" }),
    change({ path: "a", offset: 0, append: "", content: "" }),
    change({ path: "a", content: "", mode: 0 }),
    change({ path: "a", content: "" }, { path: "a", content: "" }),
    ...paths.map((path) => change({ path: "open.csv", content: "new" }, { path, content: "new" })),
  ];
  for (const journal of journals) {
    writeFileSync(join(folder, "journal"), journal);
    const what = problem(() => recoverJournal(folder), "bad-history");
    assert.ok(what.includes(join(folder, "journal")), what);
    assert.ok(!what.includes("topsecret"), what);
    assert.equal(readFileSync(join(folder, "journal"), "utf8"), journal);
    assert.equal(readFileSync(join(folder, "open.csv"), "utf8"), "old");
  }
  assert.deepEqual([...fileTree(work).keys()], ["history", "history/journal", "history/open.csv"]);
});

test("a journal is applied again, and again, with the same end", (t) => {
  const folder = tempFolder(t);
  const changes: FileChange[] = [
    { path: "a.csv", offset: 2, append: "new\n" },
    { path: "open.csv", content: "open" },
    { path: "gone.csv", remove: true },
  ];
  writeFileSync(join(folder, "a.csv"), "h\nhalf of ne");
  for (const times of [1, 2, 3]) {
    writeFileSync(join(folder, "journal"), JSON.stringify({ journal: 1, changes }));
    assert.equal(recoverJournal(folder), true);
    const wanted = [
      ["a.csv", "h\nnew\n"],
      ["open.csv", "open"],
    ];
    assert.deepEqual([...fileTree(folder)], wanted, `time ${times}`);
  }
});

test("a bug in the caller is no problem of the reader: an escaping path, or a journal that was not recovered", (t) => {
  const folder = tempFolder(t);
  assert.throws(() => {
    commitChange(folder, [{ path: "../x", content: "" }]);
  }, TypeError);
  writeFileSync(join(folder, "journal"), "");
  assert.throws(() => {
    commitChange(folder, [{ path: "x", content: "" }]);
  }, TypeError);
});

test("no folder has no journal, and no change writes nothing", (t) => {
  const folder = join(tempFolder(t), "none");
  assert.equal(recoverJournal(folder), false);
  commitChange(folder, []);
  assert.equal(existsSync(folder), false);
});
