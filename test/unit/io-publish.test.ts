import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { OutClaim } from "../../src/io/publish/claim-out-folder.js";
import { publish, type PublishResult } from "../../src/io/publish/publish.js";
import type { Output } from "../../src/site/output.js";
import { ProblemError } from "../../src/text/problem.js";
import { fileTree } from "../support/file-tree.js";
import { outputsOf, siteOf, wholeSite } from "../support/outputs-of.js";
import { assertTwins } from "../support/site-twins.js";
import { tempFolder } from "../support/temp-folder.js";

const MARKER = ".openvpn-status-site";
const GEN: OutClaim = { madeBy: "gen", full: false };
const SITE = {
  "index.html": "overview",
  "users/index.html": "users",
  "users/bob/index.html": "bob",
  "assets/a.css": "css",
};

function publishSite(out: string, site: Readonly<Record<string, string>>, claim = GEN): Promise<PublishResult> {
  return publish(out, siteOf(site), claim);
}

/** The files that are there, without the marker and the twins, whose own test looks at them. */
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
  return error.problem.what;
}

test("a site is written in the order of its stages, so that no page links to what is not there", async (t) => {
  const out = join(tempFolder(t), "deep/out");
  const { written, unchangedCount, removed } = await publishSite(out, SITE);
  assert.deepEqual(written, ["assets/a.css", "users/bob/index.html", "users/index.html", "index.html"]);
  assert.deepEqual([unchangedCount, removed], [0, []]);
  assert.deepEqual(siteIn(out), SITE);
});

test("folders above a new out let the web server through and nobody else write, whatever the umask", async (t) => {
  for (const umask of [0, 0o77]) {
    const folder = tempFolder(t);
    const before = process.umask(umask);
    try {
      await publishSite(join(folder, "a/out"), SITE);
    } finally {
      process.umask(before);
    }
    assert.equal(statSync(join(folder, "a")).mode & 0o7777, 0o755);
    assert.equal(statSync(join(folder, "a/out")).mode & 0o7777, 0o2750);
  }
});

test("identical bytes keep their time, and new ones get one at least a second later, even after a future one", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, SITE);
  const times = { "index.html": 1_000, "users/index.html": 4_000_000_000.5, "assets/a.css": 1_000 };
  for (const [path, time] of Object.entries(times)) {
    for (const file of [path, `${path}.gz`]) utimesSync(join(out, file), time, time);
  }
  const mtime = (path: string): number => statSync(join(out, path)).mtimeMs / 1000;

  const result = await publishSite(out, { ...SITE, "index.html": "changed!", "users/index.html": "USERS" });
  assert.deepEqual(result.written, ["users/index.html", "index.html"]);
  assert.equal(mtime("assets/a.css"), 1_000);
  assert.ok(mtime("index.html") >= 1_001);
  assert.equal(mtime("users/index.html"), 4_000_000_002);
  assert.deepEqual(await publishSite(out, { ...SITE, "index.html": "changed!", "users/index.html": "USERS" }), {
    written: [],
    unchangedCount: 4,
    removed: [],
    made: new Map(),
  });
});

test("a file is not made again of the same inputs, unless it is no longer there as it was", async (t) => {
  const out = join(tempFolder(t), "out");
  let makings = 0;
  const outputOf = (inputs: string): Output => {
    return { path: "a.xlsx", stage: "download", inputs: () => inputs, make: () => `made ${++makings} times` };
  };
  const claim = { madeBy: "gen", full: false } as const;
  const first = await publish(out, wholeSite([outputOf("x")]), claim);
  assert.deepEqual(
    [...first.made.values()].map(({ sizeBytes }) => sizeBytes),
    [12],
  );
  const same = await publish(out, wholeSite([outputOf("x")]), claim, first.made);
  assert.deepEqual([makings, same.written, same.made], [1, [], first.made]);
  await publish(out, wholeSite([outputOf("y")]), claim, first.made);
  assert.equal(makings, 2);
  writeFileSync(join(out, "a.xlsx"), "cut");
  await publish(out, wholeSite([outputOf("x")]), claim, first.made);
  assert.equal(makings, 3);
});

test("what left the site is removed with its folders, and what others put there stays", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, { ...SITE, "users/eve/2026-11/index.html": "eve" });
  writeFileSync(join(out, "robots.txt"), "mine");
  writeFileSync(join(out, "users/bob/note.txt"), "mine");
  const { removed } = await publishSite(out, { "index.html": "overview" });
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
      await publishSite(out, SITE);
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
  await publishSite(out, SITE);
  chmodSync(out, 0o755);
  await publishSite(out, { ...SITE, "index.html": "new" });
  assert.equal(statSync(out).mode & 0o7777, 0o755);
});

test("a folder of someone else's files is refused and left as it is", async (t) => {
  const out = tempFolder(t);
  writeFileSync(join(out, "letter.txt"), "mine");
  assert.match(await refusal(publishSite(out, SITE)), /letter\.txt/);
  assert.deepEqual([...fileTree(out)], [["letter.txt", "mine"]]);
});

test("someone else's file in the place of a page is refused before anything is written", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, { "index.html": "overview" });
  mkdirSync(join(out, "users"));
  writeFileSync(join(out, "users/index.html"), "mine");
  const before = fileTree(out);
  assert.match(await refusal(publishSite(out, { ...SITE, "index.html": "new" })), /users\/index\.html/);
  assert.deepEqual(fileTree(out), before);
});

test("gen takes demo's out only when it makes all anew, and demo never takes gen's", async (t) => {
  const folder = tempFolder(t);
  const [demo, gen] = [join(folder, "demo"), join(folder, "gen")];
  await publishSite(demo, SITE, { madeBy: "demo", full: false });
  await publishSite(gen, SITE);
  assert.match(await refusal(publishSite(demo, {})), /`demo` made/);
  for (const full of [false, true]) {
    assert.match(await refusal(publishSite(gen, {}, { madeBy: "demo", full })), /`gen` made/);
  }
  await publishSite(demo, { "index.html": "real" }, { madeBy: "gen", full: true });
  assert.deepEqual(siteIn(demo), { "index.html": "real" });
  await publishSite(demo, { "index.html": "real" });
});

test("a link in a file's place is replaced, one in a folder's place is refused, and neither is followed", async (t) => {
  const folder = tempFolder(t);
  const out = join(folder, "out");
  await publishSite(out, SITE);
  writeFileSync(join(folder, "secret"), "overview");
  rmSync(join(out, "index.html"));
  symlinkSync("../secret", join(out, "index.html"));
  await publishSite(out, SITE);
  assert.deepEqual(siteIn(out), SITE);
  await publishSite(out, { ...SITE, "index.html": "new" });
  assert.equal(readFileSync(join(folder, "secret"), "utf8"), "overview");

  mkdirSync(join(folder, "elsewhere/bob"), { recursive: true });
  writeFileSync(join(folder, "elsewhere/bob/index.html"), "mine");
  rmSync(join(out, "users"), { recursive: true });
  symlinkSync("../elsewhere", join(out, "users"));
  for (const site of [SITE, { "index.html": "new" }]) {
    assert.match(await refusal(publishSite(out, site)), /users" should be a folder, but is a symbolic link/);
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
      await refusal(publishSite(out, SITE)),
      /should say which files of this folder are ours, but it is not understood/,
      marker,
    );
    assert.deepEqual([...fileTree(folder).keys()], ["out", `out/${MARKER}`, "victim"]);
  }
});

test("a page that cannot be made leaves the others, and the next run completes the site", async (t) => {
  const out = join(tempFolder(t), "out");
  const [first, ...others] = outputsOf(SITE);
  assert.ok(first !== undefined);
  const failing = { ...first, make: () => Promise.reject(new RangeError("a bug")) };
  await assert.rejects(publish(out, wholeSite([failing, ...others]), GEN), RangeError);
  assert.equal(Object.keys(siteIn(out)).length, 3);
  await publishSite(out, { "index.html": "overview" });
  assert.deepEqual(siteIn(out), { "index.html": "overview" });
});

/** A part of a site: what is to be made, as path → text, in one batch for each. */
function publishPart(
  out: string,
  made: Readonly<Record<string, string>>,
  leaving: readonly string[] = [],
): Promise<PublishResult | null> {
  const batches = outputsOf(made).map((output) => [output]);
  return publish(out, { making: new Set(Object.keys(made)), leaving: new Set(leaving), batches }, GEN);
}

test("of a part of the site only that part is written, what left the site goes, and the rest stays as it is", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, SITE);
  const leaving = ["users/bob/index.html", "users/never/index.html"];
  const result = await publishPart(out, { "users/ann/index.html": "ann", "index.html": "new" }, leaving);
  assert.deepEqual(result, {
    written: ["users/ann/index.html", "index.html"],
    unchangedCount: 2,
    removed: ["users/bob/index.html"],
    made: new Map(),
  });
  const now = { ...SITE, "users/ann/index.html": "ann", "index.html": "new" };
  assert.deepEqual(siteIn(out), Object.fromEntries(Object.entries(now).filter(([path]) => !path.includes("bob"))));
});

test("a part of a site that is not there is not published", async (t) => {
  const out = join(tempFolder(t), "out");
  assert.equal(await publishPart(out, { "index.html": "new" }), null);
  assert.deepEqual(siteIn(out), {});
  await publishSite(out, { "index.html": "overview" });
  assert.deepEqual((await publishPart(out, { "index.html": "new" }))?.written, ["index.html"]);
});

test("batches are asked for one after the other, each when the one before is published", async (t) => {
  const out = join(tempFolder(t), "out");
  const seen: (readonly string[])[] = [];
  const batches = function* (): Generator<readonly Output[]> {
    for (const output of outputsOf(SITE)) {
      seen.push(Object.keys(siteIn(out)));
      yield [output];
    }
  };
  const { written } = await publish(out, { paths: Object.keys(SITE), making: "all", batches: batches() }, GEN);
  assert.deepEqual(written, Object.keys(SITE));
  assert.deepEqual(
    seen.map((files) => files.length),
    [0, 1, 2, 3],
  );
});

test("batches that make something else than was said are a bug, and remove nothing", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, { ...SITE, "users/eve/index.html": "eve" });
  const paths = Object.keys(SITE);
  const [first, ...others] = outputsOf(SITE);
  assert.ok(first !== undefined);
  const wrong: readonly (readonly Output[][])[] = [
    [others],
    [[first, ...others], [first]],
    [[first, ...others, { ...first, path: "more.html" }]],
  ];
  for (const batches of wrong) await assert.rejects(publish(out, { paths, making: "all", batches }, GEN), TypeError);
  await assert.rejects(publishPart(out, { "../escaped.html": "out" }), TypeError);
  await assert.rejects(publishSite(out, { "../escaped.html": "out" }), TypeError);
  assert.equal(siteIn(out)["users/eve/index.html"], "eve");
});

test("what is known of files that were not to be made stays known, but for those that left the site", async (t) => {
  const out = join(tempFolder(t), "out");
  const outputOf = (path: string): Output => ({ path, stage: "download", inputs: () => path, make: () => path });
  const { made } = await publish(out, wholeSite(["a.xlsx", "b.xlsx", "c.xlsx"].map(outputOf)), GEN);
  const part = { making: new Set(["b.xlsx"]), leaving: new Set(["c.xlsx"]), batches: [[outputOf("b.xlsx")]] };
  const after = await publish(out, part, GEN, made);
  assert.deepEqual(new Map([...(after?.made ?? [])].sort()), new Map([...made].filter(([path]) => path !== "c.xlsx")));
});

test("each file but a workbook has a compressed twin of its time, which comes, changes and goes with it", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, { ...SITE, "downloads/a.xlsx": "PK" });
  assertTwins(out);
  const header = readFileSync(join(out, "index.html.gz")).subarray(0, 10);
  assert.deepEqual([...header.subarray(4, 8), header[9]], [0, 0, 0, 0, 255], "no time, and no system");
  await publishSite(out, { ...SITE, "index.html": "changed", "users/ann/index.html": "ann" });
  assertTwins(out);
  await publishSite(out, { "index.html": "changed" });
  assertTwins(out);
  assert.deepEqual([...fileTree(out).keys()], [MARKER, "index.html", "index.html.gz"]);
});

test("a twin that is missing, older, cut or a link is made again, and its file keeps its time", async (t) => {
  const folder = tempFolder(t);
  const out = join(folder, "out");
  const [file, twin] = [join(out, "index.html"), join(out, "index.html.gz")];
  writeFileSync(join(folder, "secret"), "mine");
  const harms: readonly (() => void)[] = [
    () => undefined,
    () => {
      utimesSync(twin, 1_000, 1_000);
    },
    () => {
      const { atime, mtime } = statSync(twin);
      writeFileSync(twin, "");
      utimesSync(twin, atime, mtime);
    },
    () => {
      symlinkSync("../secret", twin);
    },
  ];
  const output: Output = { path: "index.html", stage: "overview", inputs: () => "", make: () => "overview" };
  for (const [index, harm] of harms.entries()) {
    for (const madeBefore of [new Map(), (await publish(out, wholeSite([output]), GEN)).made]) {
      const { mtimeMs } = statSync(file);
      if (index === 0 || index === 3) rmSync(twin);
      harm();
      const { written } = await publish(out, wholeSite([output]), GEN, madeBefore);
      assert.deepEqual(written, ["index.html"], `harm ${index}`);
      assertTwins(out);
      assert.equal(statSync(file).mtimeMs, mtimeMs);
    }
  }
  assert.equal(readFileSync(join(folder, "secret"), "utf8"), "mine");
});

test("a twin is later than any that it replaces, so that its ETag is another", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, SITE);
  utimesSync(join(out, "index.html.gz"), 4_000_000_000, 4_000_000_000);
  await publishSite(out, { ...SITE, "index.html": "another" });
  assert.equal(statSync(join(out, "index.html.gz")).mtimeMs, 4_000_000_001_000);
  assertTwins(out);
});

test("someone else's file in the place of a twin is refused, also beside what an earlier version without twins made", async (t) => {
  const out = join(tempFolder(t), "out");
  await publishSite(out, SITE);
  writeFileSync(join(out, "new.html.gz"), "mine");
  assert.match(await refusal(publishSite(out, { ...SITE, "new.html": "new" })), /new\.html\.gz/);
  assert.equal(siteIn(out)["new.html"], undefined);

  for (const twin of Object.keys(SITE)) rmSync(join(out, `${twin}.gz`));
  writeFileSync(join(out, MARKER), JSON.stringify({ madeBy: "gen", files: Object.keys(SITE) }));
  assert.equal(await publishPart(out, { "index.html": "new" }), null, "the other files want their twins");
  writeFileSync(join(out, "users/bob/index.html.gz"), "mine");
  assert.match(await refusal(publishSite(out, SITE)), /users\/bob\/index\.html\.gz/);
  assert.match(await refusal(publishSite(out, { "index.html": "overview" })), /users\/bob\/index\.html\.gz/);
  rmSync(join(out, "users/bob/index.html.gz"));
  rmSync(join(out, "new.html.gz"));
  await publishSite(out, SITE);
  assertTwins(out);
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
      const output: Output = { path: "downloads/a.csv", stage: "download", make: () => ({ pieces }) };
      return (await publish(out, wholeSite([output]), GEN)).written;
    };
    assert.deepEqual(await publishTo("end"), ["downloads/a.csv"]);
    assertTwins(out);
    const { mtimeMs } = statSync(file);
    assert.deepEqual(await publishTo("end"), []);
    assert.equal(statSync(file).mtimeMs, mtimeMs);
    assert.deepEqual(await publishTo("END"), ["downloads/a.csv"]);
    assert.ok(readFileSync(file).equals(Buffer.concat(piecesTo("END"))));
    assert.ok(statSync(file).mtimeMs >= mtimeMs + 1000);
    rmSync(`${file}.gz`);
    assert.deepEqual(await publishTo("END"), ["downloads/a.csv"]);
    assertTwins(out);
    assert.ok([...fileTree(out).keys()].every((path) => !path.endsWith(".tmp")));
  }
});
