import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { groupBy } from "../../src/history/group-by.js";
import type { Session } from "../../src/history/session.js";
import { appendUserRows, clearUserRows, readUserRows, type UserRowsEnds } from "../../src/io/history/user-rows.js";
import { slugOf } from "../../src/rollup/slug.js";
import { exampleSession } from "../support/example-site.js";
import { tempFolder } from "../support/temp-folder.js";

function added(folder: string, before: UserRowsEnds, sessions: ReadonlyMap<string, readonly Session[]>): UserRowsEnds {
  const ends = appendUserRows(folder, before, sessions, new Map());
  assert.ok(ends !== null);
  return ends;
}

test("a user's rows come back, whatever the user is called", (t) => {
  const folder = tempFolder(t);
  for (const user of ["alice", "constructor", "__proto__", "toString"]) {
    const slug = slugOf(user);
    const sessions = ["a", "b"].map((id) => exampleSession({ user, id, endSeconds: 1_800_000_000 }));
    let ends = clearUserRows(folder);
    assert.deepEqual(readUserRows(folder, ends, user)?.sessions, []);
    for (const session of sessions) ends = added(folder, ends, new Map([[slug, [session]]]));
    const remembered = JSON.parse(JSON.stringify(ends)) as UserRowsEnds;
    assert.deepEqual(readUserRows(folder, remembered, user)?.sessions, sessions, user);
  }
});

test("users whose names have one slug share a file, and each gets their own rows of it", (t) => {
  const folder = tempFolder(t);
  // Both have the slug …-495c9f4de532.
  const users = ["MAxImILIAn.muSteRManN@DEPartment.example.com", "mAXIMiLiAn.mUstermANN@DEpArtment.example.com"];
  const sessions = users.map((user) => exampleSession({ user, endSeconds: 1_800_000_000 }));
  const ends = added(
    folder,
    clearUserRows(folder),
    groupBy(sessions, ({ user }) => slugOf(user)),
  );
  assert.equal(Object.keys(ends).length, 1);
  users.forEach((user, at) => {
    assert.deepEqual(readUserRows(folder, ends, user)?.sessions, [sessions[at]]);
  });
});

test("a file that was changed is not read, and not added to if its size shows it", (t) => {
  const folder = tempFolder(t);
  const users = ["alice", "bobby"];
  const sessions = users.map((user) => exampleSession({ user, endSeconds: 1_800_000_000 }));
  const bySlug = groupBy(sessions, ({ user }) => user);
  const once = added(folder, clearUserRows(folder), bySlug);
  const file = join(folder, "users/alice.json");
  const other = join(folder, "users/bobby.json");
  const first = readFileSync(file);
  const twice = added(folder, once, bySlug);
  const whole = readFileSync(file);
  assert.equal(readUserRows(folder, twice, "alice")?.sessions.length, 2);
  // One piece for the other, with right checksums each: the chain shows it.
  const second = whole.subarray(first.length);
  const damaged = [
    Buffer.alloc(0),
    first,
    whole.subarray(0, -1),
    Buffer.concat([whole, Buffer.from("\n")]),
    Buffer.concat([second, first]),
    readFileSync(other),
    Buffer.from("x".repeat(whole.length)),
    ...Array.from({ length: whole.length }, (_, at) => flipped(whole, at)),
  ];
  for (const bytes of damaged) {
    writeFileSync(file, bytes);
    assert.equal(readUserRows(folder, twice, "alice"), null, bytes.toString());
    const canAdd = appendUserRows(folder, twice, bySlug, new Map()) !== null;
    assert.equal(canAdd, bytes.length === whole.length);
    writeFileSync(other, readFileSync(other).subarray(0, whole.length));
  }
  assert.notEqual(readUserRows(folder, twice, "bobby"), null);
});

test("nothing is written through a link or into a pipe in a file's place", (t) => {
  const folder = tempFolder(t);
  const session = exampleSession({ user: "alice", endSeconds: 1_800_000_000 });
  const bySlug = new Map([["alice", [session]]]);
  const file = join(folder, "users/alice.json");
  for (const known of [false, true]) {
    const before = known ? added(folder, clearUserRows(folder), bySlug) : clearUserRows(folder);
    const victim = join(folder, "victim");
    writeFileSync(victim, known ? readFileSync(file) : "");
    const content = readFileSync(victim, "utf8");
    for (const plant of [
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
    ]) {
      rmSync(file, { recursive: true, force: true });
      plant();
      assert.equal(appendUserRows(folder, before, bySlug, new Map()), null);
      if (known) assert.equal(readUserRows(folder, before, "alice"), null);
      assert.equal(readFileSync(victim, "utf8"), content);
    }
    rmSync(join(folder, "users"), { recursive: true });
    assert.equal(appendUserRows(folder, before, bySlug, new Map()), null, "the folder is gone");
  }
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
