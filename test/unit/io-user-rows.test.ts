import assert from "node:assert/strict";
import { test } from "node:test";
import { groupBy } from "../../src/history/group-by.js";
import { appendUserRows, clearUserRows, readUserRows } from "../../src/io/user-rows.js";
import { slugOf } from "../../src/site/slug.js";
import { exampleSession } from "../support/example-site.js";
import { tempFolder } from "../support/temp-folder.js";

test("a user's rows come back, whatever the user is called", (t) => {
  const folder = tempFolder(t);
  for (const user of ["alice", "constructor", "__proto__", "toString"]) {
    const slug = slugOf(user);
    const sessions = ["a", "b"].map((id) => exampleSession({ user, id, endSeconds: 1_800_000_000 }));
    let bytes = clearUserRows(folder);
    assert.deepEqual(readUserRows(folder, bytes, user)?.sessions, []);
    for (const session of sessions) bytes = appendUserRows(folder, bytes, new Map([[slug, [session]]]), new Map());
    const remembered = JSON.parse(JSON.stringify(bytes)) as typeof bytes;
    assert.deepEqual(readUserRows(folder, remembered, user)?.sessions, sessions, user);
  }
});

test("users whose names have one slug share a file, and each gets their own rows of it", (t) => {
  const folder = tempFolder(t);
  // Both have the slug …-495c9f4de532.
  const users = ["MAxImILIAn.muSteRManN@DEPartment.example.com", "mAXIMiLiAn.mUstermANN@DEpArtment.example.com"];
  const sessions = users.map((user) => exampleSession({ user, endSeconds: 1_800_000_000 }));
  const bytes = appendUserRows(
    folder,
    clearUserRows(folder),
    groupBy(sessions, ({ user }) => slugOf(user)),
    new Map(),
  );
  assert.equal(Object.keys(bytes).length, 1);
  users.forEach((user, at) => {
    assert.deepEqual(readUserRows(folder, bytes, user)?.sessions, [sessions[at]]);
  });
});
