import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { assertSameFiles, filesBelow, type FoundFile } from "../support/compare-folders.js";
import { copyOf, DONE, type GenPlace, placeIn, writeSnapshot } from "../support/gen-place.js";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const TIMES = [0, 1, 2, 3, 4].map((minute) => `2026-11-21T12:0${minute}:00Z`);
const LAST = TIMES.at(-1) ?? "";
const host = { ...makeHost(CLI, "/"), systemZone: "UTC" };

/** Runs in which sessions of two users end and start, so that the next one goes on from every file of the cache. */
async function makePlace(t: TestContext): Promise<GenPlace> {
  const folder = tempFolderInMemory(t);
  // The status file shows in the site, so all copies have the same one.
  const place = placeIn(join(folder, "first"), join(folder, "status.log"));
  mkdirSync(place.folder);
  const [morning, noon] = ["2026-11-21T08:00:00Z", "2026-11-21T11:59:00Z"];
  const clients = [
    [
      ["alice", morning, 1e6],
      ["bob", morning, 2e6],
      ["carol", morning, 3e6],
    ],
    [
      ["bob", morning, 3e6],
      ["carol", morning, 3e6],
    ],
    [
      ["alice", noon, 10],
      ["bob", morning, 4e6],
      ["carol", morning, 3e6],
    ],
    [
      ["bob", morning, 5e6],
      ["carol", morning, 3e6],
    ],
  ] as const;
  for (const [at, rows] of clients.entries()) {
    writeSnapshot(place, TIMES[at] ?? "", rows);
    assert.deepEqual(await runHere(place.args(TIMES[at] ?? ""), host), DONE);
  }
  writeSnapshot(place, LAST, [
    ["alice", "2026-11-21T12:03:30Z", 5],
    ["carol", morning, 3e6],
  ]);
  return place;
}

type Damage = readonly [what: string, damage: (path: string) => void];

/** Some of what can happen to a file; `test/unit/io-cache-file.test.ts` has many more. */
function damages(other: string): readonly Damage[] {
  const text = (what: string, change: (text: string) => string): Damage => [
    what,
    (path) => {
      writeFileSync(path, change(readFileSync(path, "utf8")));
    },
  ];
  const plant = (what: string, make: (path: string) => void): Damage => [
    what,
    (path) => {
      rmSync(path, { recursive: true, force: true });
      make(path);
    },
  ];
  return [
    plant("gone", () => undefined),
    text("cut off", (old) => old.slice(0, old.length / 2)),
    text("replaced by {}", () => "{}"),
    text("with its numbers as texts", (old) => old.replace(/(?<=[:,[])\d+(?=[,\]}])/g, '"$&"')),
    text("with its lists as null", (old) => old.replace(/\[[^[\]]*\]/g, "null")),
    text("with other numbers", (old) => old.replace(/\d(?=\d*[,\]}])/g, "1")),
    text("with other names", (old) => old.replaceAll("alice", "mallo")),
    [
      `swapped with ${other}`,
      (path) => {
        const cache = path.slice(0, path.indexOf("/cache/") + "/cache/".length);
        renameSync(path, `${cache}/kept`);
        renameSync(join(cache, other), path);
        renameSync(`${cache}/kept`, join(cache, other));
      },
    ],
    [
      "huge",
      (path) => {
        truncateSync(path, 600e6);
      },
    ],
    plant("a folder", (path) => {
      mkdirSync(join(path, "inner"), { recursive: true });
    }),
    plant("a pipe", (path) => execFileSync("mkfifo", [path])),
  ];
}

describe("a cache that was damaged", { timeout: 600_000 }, () => {
  it("costs a full build: never a wrong page, a word, or another exit code", async (t) => {
    const place = await makePlace(t);
    const cache = join(place.history, "cache");
    const names = readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(join(cache, name)).isFile(),
    );
    for (const name of [
      "site.json",
      "made.json",
      "made-workbooks.json",
      "charts.json",
      "monitoring.json",
      "users/alice.json",
    ]) {
      assert.ok(names.includes(name), `${name} is in the cache`);
    }
    const reference = copyOf(place, join(place.folder, "../reference"));
    assert.deepEqual(await runHere([...reference.args(LAST), "--full"], host), DONE);
    const expected = filesBelow(reference.out);
    const check = async (what: string, damage: (cache: string) => void): Promise<void> => {
      // Under the same name: what is remembered of a site is of one place.
      const kept = copyOf(place, join(place.folder, "../kept"));
      damage(cache);
      assert.deepEqual(await runHere(place.args(LAST), host), DONE, what);
      assertSameFiles(outOf(place), expected, what);
      rmSync(place.folder, { recursive: true });
      renameSync(kept.folder, place.folder);
    };
    await check("as it is", () => undefined);
    let count = 0;
    for (const [index, name] of names.entries()) {
      for (const [what, damage] of damages(names.at(index - 1) ?? "")) {
        count += 1;
        await check(`${name}: ${what}`, (folder) => {
          damage(join(folder, name));
        });
      }
    }
    for (const folder of ["", "users"]) {
      await check(`${folder}: gone`, (top) => {
        rmSync(join(top, folder), { recursive: true });
      });
      await check(`${folder}: a file`, (top) => {
        rmSync(join(top, folder), { recursive: true });
        writeFileSync(join(top, folder), "x");
      });
    }
    t.diagnostic(`${count} damages of ${names.length} files`);
  });

  it("by nothing but the loss of a folder that the run does not read costs the next run a full build", async (t) => {
    const place = await makePlace(t);
    // Carol has no ended session so far, so nothing of hers is read.
    writeSnapshot(place, LAST, [["bob", "2026-11-21T08:00:00Z", 6e6]]);
    const reference = copyOf(place, join(place.folder, "../reference"));
    rmSync(join(place.history, "cache/users"), { recursive: true });
    assert.deepEqual(await runHere(place.args(LAST), host), DONE);
    assert.deepEqual(await runHere([...reference.args(LAST), "--full"], host), DONE);
    assertSameFiles(filesBelow(place.out), filesBelow(reference.out), "without a folder");
    assert.ok(!existsSync(join(place.history, "cache/site.json")), "the next run has nothing to go on from");
  });

  it("by a link is refused, or the link is not followed", async (t) => {
    const place = await makePlace(t);
    const cache = join(place.history, "cache");
    const victim = join(place.folder, "victim");
    for (const name of ["site.json", "made.json", ".charts.json.tmp", "users"]) {
      const copy = copyOf(place, join(place.folder, "../kept"));
      writeFileSync(victim, "precious");
      rmSync(join(cache, name), { recursive: true, force: true });
      symlinkSync(victim, join(cache, name));
      const { status, stderr } = await runHere(place.args(LAST), host);
      assert.equal(status, 78, name);
      assert.match(stderr, /cache\/[\w.-]+" is a symbolic link/);
      assert.equal(readFileSync(victim, "utf8"), "precious");
      rmSync(place.folder, { recursive: true });
      renameSync(copy.folder, place.folder);
    }
    // Deeper inside it counts as damaged, and goes.
    writeFileSync(victim, readFileSync(join(cache, "users/alice.json")));
    const before = readFileSync(victim, "utf8");
    rmSync(join(cache, "users/alice.json"));
    symlinkSync(victim, join(cache, "users/alice.json"));
    assert.deepEqual(await runHere(place.args(LAST), host), DONE);
    assert.equal(readFileSync(victim, "utf8"), before);
  });
});

function outOf({ out }: GenPlace): ReadonlyMap<string, FoundFile> {
  return filesBelow(out);
}
