import assert from "node:assert/strict";
import { test } from "node:test";
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
    assert.deepEqual(readUserRows(folder, bytes, slug)?.sessions, []);
    for (const session of sessions) bytes = appendUserRows(folder, bytes, new Map([[slug, [session]]]), new Map());
    const remembered = JSON.parse(JSON.stringify(bytes)) as typeof bytes;
    assert.deepEqual(readUserRows(folder, remembered, slug)?.sessions, sessions, user);
  }
});
