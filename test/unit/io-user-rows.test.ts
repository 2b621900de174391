import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  appendUserRows,
  parseUserRows,
  readUserRows,
  removeUserRows,
  type UserRowsLine,
} from "../../src/io/history/user-rows.js";
import { fileTree } from "../support/file-tree.js";
import { tempFolder } from "../support/temp-folder.js";

function line(user: string, day: string, ...rows: readonly string[]): UserRowsLine {
  return { user, day, texts: rows.map((row) => JSON.stringify(row)) };
}

function toRows(folder: string, slug: string): unknown {
  const file = readUserRows(folder, slug);
  return (
    file && [...file.users].map(([user, days]) => [user, [...days].map(([day, rows]) => [day, parseUserRows(rows)])])
  );
}

test("rows come back by user and day, whatever the users are called", (t) => {
  const folder = tempFolder(t);
  const users = ["alice", "constructor", "__proto__", "toString", 'a "b"\n'];
  for (const user of users) appendUserRows(folder, "shared", [line(user, "2026-11-20", `${user} 1`, `${user} 2`)]);
  assert.deepEqual(
    toRows(folder, "shared"),
    users.map((user) => [user, [["2026-11-20", [`${user} 1`, `${user} 2`]]]]),
  );
  assert.equal(readUserRows(folder, "nobody"), null);
});

test("a line replaces the earlier one of the same user and day, and one without rows takes it away", (t) => {
  const folder = tempFolder(t);
  appendUserRows(folder, "a", [line("a", "2026-11-20", "old"), line("b", "2026-11-20", "other")]);
  appendUserRows(folder, "a", [line("a", "2026-11-21", "next"), line("a", "2026-11-20", "new")]);
  const days = [
    ["2026-11-20", ["new"]],
    ["2026-11-21", ["next"]],
  ];
  assert.deepEqual(toRows(folder, "a"), [
    ["a", days],
    ["b", [["2026-11-20", ["other"]]]],
  ]);
  appendUserRows(folder, "a", [line("a", "2026-11-20")]);
  assert.deepEqual(readUserRows(folder, "a")?.users.get("a"), new Map([["2026-11-21", '["next"]']]));
});

test("a line that is damaged, or that a killed run left without its end, hides no other", (t) => {
  const folder = tempFolder(t);
  appendUserRows(folder, "a", [line("a", "2026-11-20", "one")]);
  const file = join(folder, "users/a.json");
  const odd = ["nonsense", "{}", "null", '["a"]', '["a","2026-11-20",7]', '[7,"2026-11-20",[]]', '["a","2026-11-2'];
  writeFileSync(file, `${readFileSync(file, "utf8")}${odd.join("\n")}`);
  appendUserRows(folder, "a", [line("a", "2026-11-21", "two")]);
  assert.deepEqual(toRows(folder, "a"), [
    [
      "a",
      [
        ["2026-11-20", ["one"]],
        ["2026-11-21", ["two"]],
      ],
    ],
  ]);
});

test("a file is mostly stale once more than a hundred lines more are replaced than are left", (t) => {
  const folder = tempFolder(t);
  const again = Array.from({ length: 102 }, () => line("a", "2026-11-20", "x"));
  appendUserRows(folder, "a", again);
  assert.equal(readUserRows(folder, "a")?.isMostlyStale, false);
  appendUserRows(folder, "a", again.slice(0, 1));
  assert.equal(readUserRows(folder, "a")?.isMostlyStale, true);
});

test("what is removed is the files of some users, or all", (t) => {
  const folder = tempFolder(t);
  for (const slug of ["a", "b", "c"]) appendUserRows(folder, slug, [line(slug, "2026-11-20", "x")]);
  removeUserRows(folder, ["a", "none"]);
  assert.deepEqual([...fileTree(join(folder, "users")).keys()], ["b.json", "c.json"]);
  removeUserRows(folder, "all");
  assert.deepEqual([...fileTree(folder).keys()], []);
});

test("nothing is read or written through a link or a pipe in a file's place, and it makes room", (t) => {
  const folder = tempFolder(t);
  const [file, victim] = [join(folder, "users/alice.json"), join(folder, "victim")];
  writeFileSync(victim, '["alice","2026-11-20",["planted"]]\n');
  const content = readFileSync(victim, "utf8");
  const plants: readonly (() => unknown)[] = [
    () => {
      symlinkSync(victim, file);
    },
    () => {
      symlinkSync("nowhere", file);
    },
    () => execFileSync("mkfifo", [file]),
    () => {
      mkdirSync(file);
    },
  ];
  mkdirSync(join(folder, "users"), { recursive: true });
  for (const plant of plants) {
    rmSync(file, { recursive: true, force: true });
    plant();
    assert.equal(readUserRows(folder, "alice"), null);
    appendUserRows(folder, "alice", [line("alice", "2026-11-21", "own")]);
    assert.ok(statSync(file).isFile());
    assert.deepEqual(toRows(folder, "alice"), [["alice", [["2026-11-21", ["own"]]]]]);
    assert.equal(readFileSync(victim, "utf8"), content);
    assert.equal(fileTree(folder).has("users/nowhere"), false);
  }
});
