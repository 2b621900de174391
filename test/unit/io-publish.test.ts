import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { OutClaim } from "../../src/io/publish/claim-out-folder.js";
import type { MadeFiles } from "../../src/io/publish/make-files.js";
import { startPublishing } from "../../src/io/publish/publish-file.js";
import { openOutFolder, type OutFolder } from "../../src/io/publish/publish.js";
import type { Target } from "../../src/site/target.js";
import { ProblemError } from "../../src/text/problem.js";
import { fileTree } from "../support/file-tree.js";
import { publishTexts, publishFiles, type Published } from "../support/publish-files.js";
import { assertGzipCopies } from "../support/gzip-copies.js";
import { toTargets } from "../support/to-targets.js";
import { tempFolder } from "../support/temp-folder.js";

const MARKER = ".openvpn-status-site";
const GEN: OutClaim = { madeBy: "gen", full: false };
const SITE = {
  "index.html": "overview",
  "users/index.html": "users",
  "users/bob/index.html": "bob",
  "assets/a.css": "css",
};

/** The files that are there, without the marker and the gzip copies, whose own test looks at them. */
function siteIn(out: string): Readonly<Record<string, string | null>> {
  const files = [...fileTree(out)].filter(([path, text]) => text !== null && path !== MARKER && !path.endsWith(".gz"));
  return Object.fromEntries(files);
}

async function refusal(result: Promise<unknown>): Promise<string> {
  const error: unknown = await result.then(
    () => assert.fail("wanted a refusal"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProblemError, String(error));
  assert.equal(error.problem.kind, "cannot-write");
  return error.message;
}

test("a site is written in the order of its stages, so that no page links to what is not there", async (t) => {
  const out = join(tempFolder(t), "deep/out");
  const { written, removed } = await publishTexts(out, SITE);
  assert.deepEqual(written, ["assets/a.css", "users/bob/index.html", "users/index.html", "index.html"]);
  assert.deepEqual(removed, []);
  assert.deepEqual(siteIn(out), SITE);
});

test("folders above a new out let the web server through and nobody else write, whatever the umask", async (t) => {
  for (const umask of [0, 0o77]) {
    const folder = tempFolder(t);
    const before = process.umask(umask);
    try {
      await publishTexts(join(folder, "a/out"), SITE);
    } finally {
      process.umask(before);
    }
    assert.equal(statSync(join(folder, "a")).mode & 0o7777, 0o755);
    assert.equal(statSync(join(folder, "a/out")).mode & 0o7777, 0o2750);
  }
});

test("identical bytes keep their time, and new ones get one at least a second later, even after a future one", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  const times = { "index.html": 1_000, "users/index.html": 4_000_000_000.5, "assets/a.css": 1_000 };
  for (const [path, time] of Object.entries(times)) {
    for (const file of [path, `${path}.gz`]) utimesSync(join(out, file), time, time);
  }
  const mtime = (path: string): number => statSync(join(out, path)).mtimeMs / 1000;

  const result = await publishTexts(out, { ...SITE, "index.html": "changed!", "users/index.html": "USERS" });
  assert.deepEqual(result.written, ["users/index.html", "index.html"]);
  assert.equal(mtime("assets/a.css"), 1_000);
  assert.ok(mtime("index.html") >= 1_001);
  assert.equal(mtime("users/index.html"), 4_000_000_002);
  const again = await publishTexts(out, { ...SITE, "index.html": "changed!", "users/index.html": "USERS" });
  assert.deepEqual([again.written, again.removed], [[], []]);
});

test("a file that would show the same is not made again, unless it is no longer there as it was", async (t) => {
  const out = join(tempFolder(t), "out");
  let makings = 0;
  const toTarget = (shown: string): Target => {
    return { path: "a.xlsx", stage: "download", toKey: () => shown, make: () => `made ${++makings} times` };
  };
  const publish = (shown: string, before: MadeFiles): Promise<Published> =>
    publishFiles(out, [toTarget(shown)], GEN, before);
  const first = await publish("x", new Map());
  assert.deepEqual(
    [...first.made.values()].map(({ sizeBytes }) => sizeBytes),
    [12],
  );
  assert.deepEqual([...first.reasons], [["a.xlsx", "new"]]);
  const same = await publish("x", first.made);
  assert.deepEqual([makings, same.written, same.made, [...same.reasons]], [1, [], first.made, []]);
  const other = await publish("y", first.made);
  assert.deepEqual([makings, [...other.reasons]], [2, [["a.xlsx", "content changed"]]]);
  writeFileSync(join(out, "a.xlsx"), "cut");
  const cut = await publish("y", other.made);
  assert.deepEqual([makings, [...cut.reasons]], [3, [["a.xlsx", "changed by someone else"]]]);
});

test("a file that shows the time of each run is made in each, and nothing of it is remembered", async (t) => {
  const out = join(tempFolder(t), "out");
  const { made, reasons } = await publishTexts(out, { "index.html": "overview" });
  assert.deepEqual([made, [...reasons]], [new Map(), [["index.html", "each run"]]]);
});

test("what left the site is removed with its folders, and what others put there stays", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, { ...SITE, "users/eve/2026-11/index.html": "eve" });
  writeFileSync(join(out, "robots.txt"), "mine");
  writeFileSync(join(out, "users/bob/note.txt"), "mine");
  const { removed } = await publishTexts(out, { "index.html": "overview" });
  assert.equal(removed.length, 4);
  const left = { "index.html": "overview", "robots.txt": "mine", "users/bob/note.txt": "mine" };
  assert.deepEqual(siteIn(out), left);
  assert.ok(!fileTree(out).has("users/eve") && !fileTree(out).has("assets"));
});

test("folders are setgid and readable for the group, files too, and nothing is for the host, whatever the umask", async (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "empty"), { mode: 0o777 });
  for (const [name, umask] of [
    ["wide", 0],
    ["narrow", 0o777],
    ["empty", 0o022],
  ] as const) {
    const out = join(folder, name);
    const umaskBefore = process.umask(umask);
    try {
      await publishTexts(out, SITE);
    } finally {
      process.umask(umaskBefore);
    }
    const mode = (path: string): string => (statSync(join(out, path)).mode & 0o7777).toString(8);
    for (const path of ["", "users", "users/bob"]) assert.equal(mode(path), "2750", `${name}/${path}`);
    for (const path of Object.keys(SITE)) assert.equal(mode(path), "640", `${name}/${path}`);
    assert.equal(mode(MARKER), "600");
  }
});

test("permissions that the admin gave out are left as they are", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  chmodSync(out, 0o755);
  await publishTexts(out, { ...SITE, "index.html": "new" });
  assert.equal(statSync(out).mode & 0o7777, 0o755);
});

test("a folder of someone else's files is refused and left as it is", async (t) => {
  const out = tempFolder(t);
  writeFileSync(join(out, "letter.txt"), "mine");
  assert.match(await refusal(publishTexts(out, SITE)), /letter\.txt/);
  assert.deepEqual([...fileTree(out)], [["letter.txt", "mine"]]);
});

test("someone else's file in the place of a page is refused before anything is written", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, { "index.html": "overview" });
  mkdirSync(join(out, "users"));
  writeFileSync(join(out, "users/index.html"), "mine");
  const before = fileTree(out);
  assert.match(await refusal(publishTexts(out, { ...SITE, "index.html": "new" })), /users\/index\.html/);
  assert.deepEqual(fileTree(out), before);
});

test("gen takes demo's out only when it makes all anew, and demo never takes gen's", async (t) => {
  const folder = tempFolder(t);
  const [demo, gen] = [join(folder, "demo"), join(folder, "gen")];
  await publishTexts(demo, SITE, { madeBy: "demo", full: false });
  await publishTexts(gen, SITE);
  assert.match(await refusal(publishTexts(demo, {})), /`demo` made/);
  for (const full of [false, true]) {
    assert.match(await refusal(publishTexts(gen, {}, { madeBy: "demo", full })), /`gen` made/);
  }
  await publishTexts(demo, { "index.html": "real" }, { madeBy: "gen", full: true });
  assert.deepEqual(siteIn(demo), { "index.html": "real" });
  await publishTexts(demo, { "index.html": "real" });
});

test("a link in a file's place is replaced, one in a folder's place is refused, and neither is followed", async (t) => {
  const folder = tempFolder(t);
  const out = join(folder, "out");
  await publishTexts(out, SITE);
  writeFileSync(join(folder, "secret"), "overview");
  rmSync(join(out, "index.html"));
  symlinkSync("../secret", join(out, "index.html"));
  await publishTexts(out, SITE);
  assert.deepEqual(siteIn(out), SITE);
  await publishTexts(out, { ...SITE, "index.html": "new" });
  assert.equal(readFileSync(join(folder, "secret"), "utf8"), "overview");

  mkdirSync(join(folder, "elsewhere/bob"), { recursive: true });
  writeFileSync(join(folder, "elsewhere/bob/index.html"), "mine");
  rmSync(join(out, "users"), { recursive: true });
  symlinkSync("../elsewhere", join(out, "users"));
  for (const site of [SITE, { "index.html": "new" }]) {
    assert.match(await refusal(publishTexts(out, site)), /users" should be a folder, but is a symbolic link/);
  }
  assert.deepEqual([...fileTree(join(folder, "elsewhere")).values()], [null, "mine"]);
});

test("a marker that is not ours, or leads out of the folder, is refused and deletes nothing", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "victim"), "mine");
  const out = join(folder, "out");
  const markers = [
    '{"madeBy":"gen","files":["../victim"]}',
    '{"madeBy":"gen","files":["/etc/passwd"]}',
    '{"madeBy":"gen","files":[7]}',
    '{"madeBy":"eve","files":[]}',
    "[]",
    "",
  ];
  for (const marker of markers) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, MARKER), marker);
    assert.match(
      await refusal(publishTexts(out, SITE)),
      /should list the files of ours in this folder, but it is not understood/,
      marker,
    );
    assert.deepEqual([...fileTree(folder).keys()], ["out", `out/${MARKER}`, "victim"]);
  }
});

test("a page that cannot be made leaves the others, and the next run completes the site", async (t) => {
  const out = join(tempFolder(t), "out");
  const [first, ...others] = toTargets(SITE);
  assert.ok(first !== undefined);
  const failing = { ...first, make: () => Promise.reject(new RangeError("a bug")) };
  await assert.rejects(publishFiles(out, [failing, ...others]), RangeError);
  assert.equal(Object.keys(siteIn(out)).length, 3);
  await publishTexts(out, { "index.html": "overview" });
  assert.deepEqual(siteIn(out), { "index.html": "overview" });
});

function openOut(out: string): OutFolder {
  return openOutFolder(out, GEN, () => undefined);
}

test("a site may be published in parts, and what is not expected goes only at the end", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  const folder = openOut(out);
  const now = { ...SITE, "users/ann/index.html": "ann", "index.html": "new" };
  const paths = Object.keys(now).filter((path) => path !== "users/bob/index.html");
  folder.expect(new Set(paths));
  assert.deepEqual([...folder.expected()], paths);
  assert.equal(folder.isThere("users/ann/index.html", true), false);
  const written: string[] = [];
  for (const target of toTargets({ "users/ann/index.html": "ann", "index.html": "new" })) {
    written.push(...(await folder.publish([target], new Map(), () => false)).written);
  }
  assert.deepEqual(written, ["users/ann/index.html", "index.html"]);
  assert.equal(folder.isThere("users/ann/index.html", true), true);
  assert.deepEqual(siteIn(out), now);
  assert.deepEqual(folder.finish(), ["users/bob/index.html"]);
  assert.deepEqual(siteIn(out), Object.fromEntries(Object.entries(now).filter(([path]) => !path.includes("bob"))));
});

test("what a run that did not finish has made and what it has left are known to the next one", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  const folder = openOut(out);
  folder.expect(new Set(["index.html", "users/ann/index.html", "users/eve/index.html"]));
  await folder.publish(toTargets({ "users/ann/index.html": "ann" }), new Map(), () => false);
  assert.deepEqual(siteIn(out), { ...SITE, "users/ann/index.html": "ann" });
  const { removed } = await publishTexts(out, { "index.html": "overview" });
  assert.deepEqual(removed.filter((path) => path !== "users/eve/index.html").sort(), [
    "assets/a.css",
    "users/ann/index.html",
    "users/bob/index.html",
    "users/index.html",
  ]);
  assert.deepEqual(siteIn(out), { "index.html": "overview" });
});

test("out has no files of ours before the first site, nor where those lack their gzip copies", async (t) => {
  const out = join(tempFolder(t), "out");
  assert.deepEqual([...openOut(out).files], []);
  await publishTexts(out, SITE);
  assert.deepEqual([...openOut(out).files].sort(), Object.keys(SITE).sort());
  writeFileSync(join(out, MARKER), JSON.stringify({ madeBy: "gen", files: Object.keys(SITE) }));
  assert.deepEqual([...openOut(out).files], [], "the files lack their gzip copies");
  writeFileSync(join(out, MARKER), JSON.stringify({ madeBy: "gen", files: Object.keys(SITE), twins: true }));
  assert.deepEqual([...openOut(out).files], Object.keys(SITE), "as every version marks a site with gzip copies");
});

test("when the time is up the rest is left for later, but what would show the same is not made for that", async (t) => {
  const out = join(tempFolder(t), "out");
  const toTarget = (path: string, shown: string): Target => {
    return { path, stage: "leaf", toKey: () => shown, make: () => `${path} ${shown}` };
  };
  const paths = ["a.html", "b.html", "c.html", "d.html"];
  const first = await publishFiles(
    out,
    paths.map((path) => toTarget(path, "x")),
  );
  const folder = openOut(out);
  folder.expect(new Set(paths));
  let asked = 0;
  const shown = { "a.html": "y", "b.html": "x", "c.html": "y", "d.html": "x" };
  const targets = Object.entries(shown).map(([path, text]) => toTarget(path, text));
  const part = await folder.publish(targets, first.made, () => ++asked > 1);
  assert.deepEqual([part.written, part.isComplete, asked], [["a.html"], false, 2]);
  assert.deepEqual(siteIn(out)["c.html"], "c.html x");
  assert.deepEqual([...part.made.keys()].sort(), paths);
  const rest = await folder.publish(targets, part.made, () => false);
  assert.deepEqual([rest.written, rest.isComplete], [["c.html"], true]);
});

test("progress counts the files that are done, made or not, of those that are expected", async (t) => {
  const out = join(tempFolder(t), "out");
  const targets = ["a.html", "b.html"].map((path): Target => {
    return { path, stage: "leaf", toKey: () => "x", make: () => path };
  });
  const { made } = await publishFiles(out, targets.slice(0, 1));
  const told: (readonly number[])[] = [];
  const folder = openOutFolder(out, GEN, (done, total) => told.push([done, total]));
  folder.expect(new Set(["a.html", "b.html"]));
  await folder.publish(targets, made, () => false);
  assert.deepEqual(told, [
    [1, 2],
    [2, 2],
  ]);
});

test("a file that was not expected, or not a path of out, is a bug, and removes nothing", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, { ...SITE, "users/eve/index.html": "eve" });
  const folder = openOut(out);
  folder.expect(new Set(Object.keys(SITE)));
  await assert.rejects(
    async () => folder.publish(toTargets({ "more.html": "more" }), new Map(), () => false),
    TypeError,
  );
  await assert.rejects(publishTexts(out, { "../escaped.html": "out" }), TypeError);
  await assert.rejects(publishTexts(out, { "/escaped.html": "out" }), TypeError);
  assert.equal(siteIn(out)["users/eve/index.html"], "eve");
  assert.equal(siteIn(out)["more.html"], undefined);
});

test("each file but a workbook has a gzip copy of its time, which comes, changes and goes with it", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, { ...SITE, "downloads/a.xlsx": "PK" });
  assertGzipCopies(out);
  const header = readFileSync(join(out, "index.html.gz")).subarray(0, 10);
  assert.deepEqual([...header.subarray(4, 8), header[9]], [0, 0, 0, 0, 255], "no time, and no system");
  await publishTexts(out, { ...SITE, "index.html": "changed", "users/ann/index.html": "ann" });
  assertGzipCopies(out);
  await publishTexts(out, { "index.html": "changed" });
  assertGzipCopies(out);
  assert.deepEqual([...fileTree(out).keys()], [MARKER, "index.html", "index.html.gz"]);
});

test("a gzip copy that is missing, older, cut or a link is made again, and its file keeps its time", async (t) => {
  const folder = tempFolder(t);
  const out = join(folder, "out");
  const [file, gzipped] = [join(out, "index.html"), join(out, "index.html.gz")];
  writeFileSync(join(folder, "secret"), "mine");
  const harms: readonly (() => void)[] = [
    () => undefined,
    () => {
      utimesSync(gzipped, 1_000, 1_000);
    },
    () => {
      const { atime, mtime } = statSync(gzipped);
      writeFileSync(gzipped, "");
      utimesSync(gzipped, atime, mtime);
    },
    () => {
      symlinkSync("../secret", gzipped);
    },
  ];
  const target: Target = { path: "index.html", stage: "overview", toKey: () => "x", make: () => "overview" };
  for (const [index, harm] of harms.entries()) {
    for (const madeBefore of [new Map(), (await publishFiles(out, [target])).made]) {
      const { mtimeMs } = statSync(file);
      if (index === 0 || index === 3) rmSync(gzipped);
      harm();
      const { written } = await publishFiles(out, [target], GEN, madeBefore);
      assert.deepEqual(written, ["index.html"], `harm ${index}`);
      assertGzipCopies(out);
      assert.equal(statSync(file).mtimeMs, mtimeMs);
    }
  }
  assert.equal(readFileSync(join(folder, "secret"), "utf8"), "mine");
});

test("a gzip copy is later than any that it replaces, so that its ETag is another", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  utimesSync(join(out, "index.html.gz"), 4_000_000_000, 4_000_000_000);
  await publishTexts(out, { ...SITE, "index.html": "another" });
  assert.equal(statSync(join(out, "index.html.gz")).mtimeMs, 4_000_000_001_000);
  assertGzipCopies(out);
});

test("someone else's file in the place of a gzip copy is refused, also beside what an earlier version without gzip copies made", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishTexts(out, SITE);
  writeFileSync(join(out, "new.html.gz"), "mine");
  assert.match(await refusal(publishTexts(out, { ...SITE, "new.html": "new" })), /new\.html\.gz/);
  assert.equal(siteIn(out)["new.html"], undefined);

  for (const gzipped of Object.keys(SITE)) rmSync(join(out, `${gzipped}.gz`));
  writeFileSync(join(out, MARKER), JSON.stringify({ madeBy: "gen", files: Object.keys(SITE) }));
  writeFileSync(join(out, "users/bob/index.html.gz"), "mine");
  assert.match(await refusal(publishTexts(out, SITE)), /users\/bob\/index\.html\.gz/);
  assert.match(await refusal(publishTexts(out, { "index.html": "overview" })), /users\/bob\/index\.html\.gz/);
  rmSync(join(out, "users/bob/index.html.gz"));
  rmSync(join(out, "new.html.gz"));
  await publishTexts(out, SITE);
  assertGzipCopies(out);
});

test("a file in pieces is written as one of the same bytes, and left alone if it has them, however large it is", async (t) => {
  const out = join(tempFolder(t), "out");
  const file = join(out, "downloads/a.csv");
  for (const pieceCount of [97, 2]) {
    const piecesTo = (last: string): readonly Uint8Array[] => [
      ...Array.from({ length: pieceCount }, (_, index) => Buffer.alloc(1 << 16, `${index},`)),
      Buffer.from(last),
    ];
    const publishTo = async (last: string): Promise<readonly string[]> => {
      const pieces = piecesTo(last).values();
      const target: Target = { path: "downloads/a.csv", stage: "download", toKey: null, make: () => ({ pieces }) };
      return (await publishFiles(out, [target])).written;
    };
    assert.deepEqual(await publishTo("end"), ["downloads/a.csv"]);
    assertGzipCopies(out);
    const { mtimeMs } = statSync(file);
    assert.deepEqual(await publishTo("end"), []);
    assert.equal(statSync(file).mtimeMs, mtimeMs);
    assert.deepEqual(await publishTo("END"), ["downloads/a.csv"]);
    assert.ok(readFileSync(file).equals(Buffer.concat(piecesTo("END"))));
    assert.ok(statSync(file).mtimeMs >= mtimeMs + 1000);
    rmSync(`${file}.gz`);
    assert.deepEqual(await publishTo("END"), ["downloads/a.csv"]);
    assertGzipCopies(out);
    assert.ok([...fileTree(out).keys()].every((path) => !path.endsWith(".tmp")));
  }
});

test("a file that cannot be compressed fails when its turn comes, not while those before it are written", async (t) => {
  const bytes = new Uint8Array(10);
  // A length that zlib refuses.
  Object.defineProperty(bytes, "length", { value: 2 ** 32 - 4096 });
  const publish = startPublishing(tempFolder(t), { path: "index.html", stage: "overview" }, bytes, false);
  // A rejection that nobody waits for would end the process.
  await sleep(20);
  await assert.rejects(publish(), RangeError);
});
