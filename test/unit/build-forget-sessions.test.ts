import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { toShardName, type Branch } from "../../src/build/branch-files.js";
import { openBuildMemory } from "../../src/build/build-memory.js";
import { forgetSessions } from "../../src/build/forget-sessions.js";
import { openRollupStore, type MonthSummary } from "../../src/build/rollup-store.js";
import { writeCacheFile } from "../../src/io/cache/cache-file.js";
import { appendUserRows, readUserRows } from "../../src/io/history/user-rows.js";
import { toRowText } from "../../src/rollup/row-digest.js";
import { emptyUserRollup } from "../support/merge-rollups.js";
import { fileTree } from "../support/file-tree.js";
import { at, makeSession } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";

const OCTOBER = zoe("2026-10-05T10:00:00Z");
/** In a zone of the east it was connected in December. */
const NOVEMBER = zoe("2026-11-30T21:00:00Z");
const USERS = ["anna", "zoe"];
const MONTHS_OF_ANNA = ["2026-09", "2027-01"];
const MONTHS_OF_ZOE = ["2026-10", "2026-11", "2026-12"];
const MONTHS = [...MONTHS_OF_ANNA, ...MONTHS_OF_ZOE];
const KEPT_FILES = ["monitoring.json", "checked.json", "out-stamp.json", "out-group.json", "notice-counts.json"];
/** Also what killed runs, and other versions, left. */
const REMOVED_FILES = [
  "build.json",
  "charts.json",
  "usage-of-open.json",
  "other/version.json",
  ".build.json.tmp",
  "rollups/.2026-10.json.tmp",
  "targets/.live.json.tmp",
  "targets/users-99.json",
];

function zoe(since: string): ReturnType<typeof makeSession> {
  return makeSession({ user: "zoe", startSeconds: at(since) });
}

function toBranch(name: string): Branch {
  return { kind: /^\d/.test(name) ? "month" : "user", name };
}

function toStem(name: string): string {
  return `downloads/openvpn-history_${name}`;
}

/** A cache that tells of Zoe wherever one can, and of Anna. */
function writeCache(history: string): string {
  const [cache, out] = [join(history, "cache"), join(history, "out")];
  mkdirSync(out);
  const memory = openBuildMemory(cache, out, { programVersion: "1", isNew: true });
  for (const name of [...USERS, ...MONTHS]) {
    memory.remember(
      toBranch(name),
      "key",
      new Map([[`${name}/index.html`, { key: "", sizeBytes: 1, mtimeMs: 1, gzipSizeBytes: null }]]),
    );
  }
  const slow = { builtSeconds: 1, sessionCount: 9999, key: "", isOutdated: false };
  memory.save(
    "all",
    ["all", "anna", "zoe", "zoe_closed"].map((name) => ({ ...slow, stem: toStem(name) })),
  );
  const store = openRollupStore(cache, "context");
  const summaries = MONTHS.map((month): [string, MonthSummary] => [month, { month, key: month } as MonthSummary]);
  store.writeIndex({ ...store.emptyIndex, months: Object.fromEntries(summaries) });
  for (const month of MONTHS) {
    store.writeUsers(month, month, [emptyUserRollup(MONTHS_OF_ZOE.includes(month) ? "zoe" : "anna")]);
  }
  store.writeMerged({ key: "", users: [emptyUserRollup("zoe")] });
  for (const name of [...REMOVED_FILES, ...KEPT_FILES]) {
    mkdirSync(dirname(join(cache, name)), { recursive: true });
    writeFileSync(join(cache, name), REMOVED_FILES.includes(name) ? "zoe" : "kept");
  }
  for (const session of [OCTOBER, NOVEMBER]) {
    const day = new Date(session.startSeconds * 1000).toISOString().slice(0, 10);
    appendUserRows(cache, "zoe", [{ user: "zoe", day, texts: [toRowText(session, new Map())] }]);
  }
  return cache;
}

test("what tells of sessions leaves the cache before they leave the history", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  for (const name of [...REMOVED_FILES, "users/zoe.json", "rollups/merged.json"]) {
    assert.match(readFileSync(join(cache, name), "utf8"), /zoe/, name);
  }
  forgetSessions(history, { removed: [OCTOBER, NOVEMBER] });
  for (const [path, text] of fileTree(cache)) assert.doesNotMatch(`${path}: ${text ?? ""}`, /zoe/);
});

test("what tells nothing of them stays in the cache", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  forgetSessions(history, { removed: [OCTOBER, NOVEMBER] });
  for (const name of KEPT_FILES) assert.equal(readFileSync(join(cache, name), "utf8"), "kept", name);
  const memory = openBuildMemory(cache, join(history, "out"), { programVersion: "1", isNew: false });
  for (const name of ["anna", ...MONTHS]) {
    assert.deepEqual([memory.branchKey(toBranch(name)), memory.made(toBranch(name)).size], ["key", 1], name);
  }
  assert.deepEqual([memory.branchKey(toBranch("zoe")), memory.made(toBranch("zoe")).size], [undefined, 0]);
  assert.deepEqual(
    memory.slowDownloads.map(({ stem }) => stem),
    ["all", "anna"].map(toStem),
  );
  const store = openRollupStore(cache, "context");
  assert.deepEqual(Object.keys(store.readIndex().months).sort(), MONTHS_OF_ANNA);
  for (const month of MONTHS_OF_ANNA) assert.equal(store.readUsers(month, month)?.length, 1, month);
});

test("of a user whose other sessions stay, their rows stay too", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  forgetSessions(history, { removed: [OCTOBER] });
  assert.deepEqual([...(readUserRows(cache, "zoe")?.users.get("zoe")?.keys() ?? [])], ["2026-11-30"]);
  assert.ok(existsSync(join(cache, "rollups/2026-11.json")), "the months that are not those of the session");
  assert.ok(!existsSync(join(cache, "rollups/2026-10.json")));
});

/** Another user, of one shard with Zoe, so that this is not removed as a whole. */
function addNeighbour(history: string): string {
  const names = Array.from({ length: 1000 }, (_, number) => `neighbour${number}`);
  const shard = toShardName(toBranch("zoe"));
  const neighbour = names.find((name) => toShardName(toBranch(name)) === shard) ?? "";
  const memory = openBuildMemory(join(history, "cache"), join(history, "out"), { programVersion: "1", isNew: false });
  memory.remember(toBranch(neighbour), "key", new Map());
  memory.save("all", []);
  return neighbour;
}

test("a user is forgotten whose files were not all made", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  addNeighbour(history);
  const memory = openBuildMemory(cache, join(history, "out"), { programVersion: "1", isNew: false });
  memory.remember(toBranch("zoe"), "", memory.made(toBranch("zoe")));
  memory.save("all", []);
  forgetSessions(history, { removed: [OCTOBER, NOVEMBER] });
  for (const [path, text] of fileTree(cache)) assert.doesNotMatch(`${path}: ${text ?? ""}`, /zoe/);
});

test("a user is forgotten whose files a run wrote down that was killed before it wrote down their key", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  const neighbour = addNeighbour(history);
  const memory = openBuildMemory(cache, join(history, "out"), { programVersion: "1", isNew: false });
  memory.save([toBranch(neighbour)], []);
  const branches = { "user zoe": {}, [`user ${neighbour}`]: {} };
  const shard = join(cache, `targets/${toShardName(toBranch("zoe"))}.json`);
  writeCacheFile(shard, { out: realpathSync(join(history, "out")), branches });
  forgetSessions(history, { removed: [OCTOBER, NOVEMBER] });
  for (const [path, text] of fileTree(cache)) assert.doesNotMatch(`${path}: ${text ?? ""}`, /zoe/);
});

test("an index of another making is no reason to leave a rollup, or a branch, that may tell of them", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  for (const name of ["rollups/index.json", "targets/branches.json"]) writeFileSync(join(cache, name), "damaged");
  forgetSessions(history, { removed: [OCTOBER, NOVEMBER] });
  for (const [path, text] of fileTree(cache)) assert.doesNotMatch(`${path}: ${text ?? ""}`, /zoe/);
});

test("where no session goes, nothing does", (t) => {
  const history = tempFolder(t);
  const cache = writeCache(history);
  const before = fileTree(cache);
  forgetSessions(history, { removed: [] });
  assert.deepEqual(fileTree(cache), before);
});
